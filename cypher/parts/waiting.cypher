  AND ($types IS NULL OR w.type IN $types)
  AND ($relations IS NULL OR (w.type = 'relation' AND w.word IN $relations) OR (w.type = 'entity' AND w.word IN $kinds))
  AND w.at >= $since AND w.at < $until
  AND ($by IS NULL OR w.by = $by)
CALL (w) {
  MATCH (p:Waiting)
  USING INDEX SEEK p:Waiting(item, piece)
  WHERE p.item = w.item AND p.piece >= '' AND p.reading IN $cleared
  RETURN min(p.rank) AS best, count(CASE WHEN ($source IS NULL OR p.source = $source) AND ($least IS NULL OR p.rank <= $least) THEN 1 END) AS grounds
}
