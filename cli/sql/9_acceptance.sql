-- How often each offer was shown and accepted, by touchpoint and segment.
-- In:  raw_events(event, event_id, decision_id, offer_id, touchpoint, segment, propensity): texts as
--      the logs have them; decided(decision_id, offer_id, touchpoint, segment, propensity, holdout):
--      what decisions in the logs offered; configured(offer_id, event): the offers of the file and
--      the event that counts as accepting. Variable least_propensity.
-- Out: checked_events(…, reason): reason is NULL for the events that count.
--      acceptance(offer_id, touchpoint, segment, shown, rate, shown_effective): what the logs
--      say of offers of the file; touchpoint and segment '' where the logs do not say.
CREATE OR REPLACE TEMP TABLE checked_events AS
WITH texts AS (
  SELECT
    rowid AS row,
    lower(nullif(trim(event), '')) AS event,
    nullif(trim(event_id), '') AS event_id,
    nullif(trim(decision_id), '') AS decision_id,
    nullif(trim(offer_id), '') AS offer_id,
    lower(coalesce(trim(touchpoint), '')) AS touchpoint,
    lower(coalesce(trim(segment), '')) AS segment,
    nullif(trim(propensity), '') AS propensity_text,
    try_cast(nullif(trim(propensity), '') AS DOUBLE) AS propensity
  FROM raw_events
)
SELECT
  event, decision_id, offer_id, touchpoint, segment, propensity,
  CASE
    WHEN event IS NULL THEN 'event is missing'
    WHEN event NOT IN ('decision', 'impression', 'click', 'accept', 'dismiss')
      THEN 'event is not decision, impression, click, accept or dismiss'
    WHEN event <> 'decision' AND decision_id IS NULL THEN 'decision_id is missing'
    WHEN event <> 'decision' AND offer_id IS NULL THEN 'offer_id is missing'
    WHEN touchpoint NOT IN ('', 'confirmation', 'receipt', 'order-email', 'shipping-email',
      'delivery-email', 'in-app', 'push', 'order-history') THEN 'touchpoint is not known'
    WHEN segment NOT IN ('', 'first_order', 'returning', 'unknown') THEN 'segment is not known'
    WHEN propensity_text IS NOT NULL AND NOT coalesce(propensity > 0 AND propensity <= 1, false)
      THEN 'propensity is not a number above 0 and up to 1'
    -- A beacon that was sent again.
    WHEN event_id IS NOT NULL AND row_number() OVER (PARTITION BY event_id ORDER BY row) > 1
      THEN 'event_id was there before'
  END AS reason
FROM texts;

CREATE OR REPLACE TEMP TABLE acceptance AS
WITH offered AS (
  SELECT decision_id, offer_id, min(touchpoint) AS touchpoint, min(segment) AS segment,
    min(propensity) AS propensity, bool_or(holdout) AS holdout
  FROM decided GROUP BY decision_id, offer_id
),
-- One row for each offer of each decision, however often it was looked at.
happened AS (
  SELECT
    decision_id, offer_id,
    bool_or(event IN ('impression', 'click', 'accept')) AS seen,
    bool_or(event = 'click') AS clicked,
    bool_or(event = 'accept') AS accepted,
    max(touchpoint) AS touchpoint, max(segment) AS segment, min(propensity) AS propensity
  FROM checked_events
  WHERE reason IS NULL AND event <> 'decision'
  GROUP BY decision_id, offer_id
),
shown AS (
  SELECT
    offer_id,
    coalesce(nullif(happened.touchpoint, ''), offered.touchpoint, '') AS touchpoint,
    coalesce(nullif(happened.segment, ''), offered.segment, '') AS segment,
    1 / greatest(coalesce(happened.propensity, offered.propensity, 1),
      getvariable('least_propensity')) AS weight,
    CASE configured.event WHEN 'click' THEN coalesce(clicked OR accepted, false)
      ELSE coalesce(accepted, false) END AS taken
  FROM happened
  FULL JOIN offered USING (decision_id, offer_id)
  JOIN configured USING (offer_id)
  WHERE NOT coalesce(offered.holdout, false)
    -- Nobody reports that an email or a push message was looked at: sent is shown.
    AND (coalesce(seen, false)
      OR offered.touchpoint IN ('order-email', 'shipping-email', 'delivery-email', 'push'))
)
SELECT
  offer_id, touchpoint, segment,
  count(*)::DOUBLE AS shown,
  -- The rate of a self-normalised inverse propensity estimate, and how many equally weighted
  -- impressions would be as certain (Kish's effective sample size).
  sum(weight * taken::INTEGER) / sum(weight) AS rate,
  sum(weight) ** 2 / sum(weight ** 2) AS shown_effective
FROM shown
GROUP BY offer_id, touchpoint, segment
ORDER BY offer_id, touchpoint, segment;
