-- What was known of the user at each loan of the relation "loan", point in time: the only place
-- where the features are computed. It is read from whichever "loan" the session knows: the whole
-- ledger, the loans of some users, or the ledger as it was known at an earlier moment.
--
-- Amounts are summed in the order of date and id, so that the last bit of every mean depends on the
-- user's loans alone. They are above zero, so running sums only grow: within a day the smallest is
-- the one before the day, and the greatest the one after it.
WITH running AS (
    SELECT
        loan_id,
        user_id,
        loan_date,
        birthday,
        job_start_date,
        flag_own_car,
        loan_amount,
        COUNT(*) OVER earlier AS loans_before,
        COALESCE(SUM(loan_amount) OVER earlier, 0) AS amount_before
    FROM loan
    WINDOW earlier AS (
        PARTITION BY user_id
        ORDER BY loan_date, loan_id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    )
)
SELECT
    loan_id,
    user_id,
    loan_date,
    CAST(MIN(loans_before) OVER same_day AS integer) AS nb_previous_loans,
    CASE
        WHEN MIN(loans_before) OVER same_day > 0
            THEN MIN(amount_before) OVER same_day / MIN(loans_before) OVER same_day
    END AS avg_amount_loans_previous,
    CAST(MAX(loans_before) OVER same_day + 1 AS integer) AS nb_loans_to_date,
    MAX(amount_before + loan_amount) OVER same_day
        / (MAX(loans_before) OVER same_day + 1) AS avg_amount_loans_to_date,
    birthday,
    job_start_date,
    CAST(CASE flag_own_car WHEN 'Y' THEN 1 ELSE 0 END AS smallint) AS flag_own_car
FROM running
WINDOW same_day AS (PARTITION BY user_id, loan_date)
