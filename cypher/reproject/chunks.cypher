// The nodes of the log that hold these places.
// $places
// rows: place (of the first), envelopes, payloads
// plan: Operations(place)
UNWIND $places AS place
CALL (place) {
  MATCH (o:Operations)
  USING INDEX SEEK o:Operations(place)
  WHERE o.place <= place
  RETURN o ORDER BY o.place DESC LIMIT 1
}
WITH DISTINCT o
RETURN o.place AS place, o.envelopes AS envelopes, o.payloads AS payloads
