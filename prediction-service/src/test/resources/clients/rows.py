"""The two rows that every client sends: one with each value, one with each value that may be missing left out."""

NAMES = ["nb_previous_loans", "avg_amount_loans_previous", "age", "years_on_the_job", "flag_own_car"]
NAN = float("nan")
ROWS = [[15, 128.9, 33, 3, 1], [0, NAN, 59, NAN, 0]]
