// Whether the relationship `r` rests on sources: of the evidence that the viewer is shown and that does not
// dispute it, a piece from one of $only, and a piece from none of $without (null: does not matter).
// plan: Evidence(relation, id)
    AND ($only IS NULL OR EXISTS {
      MATCH (e:Evidence)
      USING INDEX SEEK e:Evidence(relation, id)
      WHERE e.relation = r.id AND e.id > '' AND e.shown > 0 AND e.clearance IN $cleared
        AND coalesce(e.source, e.sourceRecorded) IN $only AND NOT e.payload CONTAINS '"stance":"disputes"'
    })
    AND ($without IS NULL OR EXISTS {
      MATCH (e:Evidence)
      USING INDEX SEEK e:Evidence(relation, id)
      WHERE e.relation = r.id AND e.id > '' AND e.shown > 0 AND e.clearance IN $cleared
        AND NOT coalesce(e.source, e.sourceRecorded) IN $without AND NOT e.payload CONTAINS '"stance":"disputes"'
    })
