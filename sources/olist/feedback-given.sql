-- One review can be given for several orders and one order can have several reviews: only the pair names one.
select
  customer_id,
  try_cast(review_answer_timestamp as timestamp) at time zone 'America/Sao_Paulo' as occurred_at,
  order_id || ' review ' || review_id as source_id,
  'fbk_' || review_id || '-' || order_id as feedback_id,
  'satisfaction' as measure,
  try_cast(review_score as integer) as value,
  'pur_' || order_id as purchase_id,
  case when delivery_unknown is null then 'prm_' || order_id end as promise_id,
  nullif(concat_ws(': ', nullif(trim(review_comment_title), ''), nullif(trim(review_comment_message), '')), '') as words
from reviews
left join stories using (order_id)
