// Destroys payloads; the envelopes stay.
// $places: of the operations
// plan: Operations(place)
UNWIND $places AS place
CALL (place) {
  MATCH (o:Operations)
  USING INDEX SEEK o:Operations(place)
  WHERE o.place <= place
  RETURN o ORDER BY o.place DESC LIMIT 1
}
WITH o, collect(place - o.place) AS gone
SET o.payloads = [i IN range(0, size(o.payloads) - 1) | CASE WHEN i IN gone THEN '' ELSE o.payloads[i] END]
