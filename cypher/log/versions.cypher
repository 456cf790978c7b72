// Operations with the changesets they were part of.
// $places, $room (places there are for one sequence)
// rows: [place, envelope, payload, at, actor, reason, origin, changeset, batch]
// plan: Operations(place), Changeset(sequence)
UNWIND $places AS place
CALL (place) {
  MATCH (o:Operations)
  USING INDEX SEEK o:Operations(place)
  WHERE o.place <= place
  WITH o ORDER BY o.place DESC LIMIT 1
  RETURN o.envelopes[place - o.place] AS envelope, o.payloads[place - o.place] AS payload
}
MATCH (c:Changeset {sequence: place / $room})
USING INDEX SEEK c:Changeset(sequence)
RETURN [place, envelope, payload, c.at, c.actor, c.reason, c.origin, c.id, c.batch] AS row
