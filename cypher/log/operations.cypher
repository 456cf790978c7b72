// The operations of changesets, in order.
// $from, $to (places: from included, to not), $limit (nodes)
// rows: place (of the first), envelopes (JSON), payloads (JSON; '' where there is none)
// plan: Operations(place)
MATCH (o:Operations)
USING INDEX SEEK o:Operations(place)
WHERE o.place >= $from AND o.place < $to
WITH o ORDER BY o.place LIMIT $limit
RETURN o.place AS place, o.envelopes AS envelopes, o.payloads AS payloads
