select
  'cus_' || customer as customer_id,
  closed_at as occurred_at,
  'case ' || "case" || ' closed' as source_id,
  'cas_' || "case" as case_id,
  coalesce(lower(verdict), 'unknown') as verdict,
  verdict_words as words
from case_rows
where unusable is null and closed_on is not null
