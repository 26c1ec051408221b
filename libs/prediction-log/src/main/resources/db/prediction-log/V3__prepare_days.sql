-- Makes a place for each of these days that has none, and returns how many it made. It is attached
-- rather than created as a part, because that leaves those alone who write and read meanwhile.
CREATE FUNCTION prediction_log.prepare_days(first date, days int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  wanted date;
  name text;
  made int := 0;
BEGIN
  IF days NOT BETWEEN 1 AND 366 OR first NOT BETWEEN DATE '2000-01-01' AND DATE '2199-12-31' THEN
    RAISE EXCEPTION USING
      ERRCODE = 'SL001',
      MESSAGE = format('%s days from %s are not prepared at once.', days, first),
      HINT = 'Ask for 1 to 366 days from this century or the next.';
  END IF;
  FOR wanted IN
    SELECT first + step FROM generate_series(0, days - 1) step
    WHERE NOT EXISTS (SELECT FROM prediction_log.prepared_day p WHERE p.day = first + step)
    ORDER BY step
  LOOP
    PERFORM pg_advisory_xact_lock(hashtextextended('surety prediction days', 0));
    CONTINUE WHEN EXISTS (SELECT FROM prediction_log.prepared_day p WHERE p.day = wanted);
    name := prediction_log.name_of(wanted);
    EXECUTE format(
      'CREATE TABLE prediction_log.%I (LIKE prediction_log.prediction INCLUDING ALL)', name);
    EXECUTE format(
      'CREATE TRIGGER refuse_rewriting BEFORE TRUNCATE ON prediction_log.%I
       FOR EACH STATEMENT EXECUTE FUNCTION prediction_log.refuse_rewriting()', name);
    EXECUTE format(
      'ALTER TABLE prediction_log.%I ENABLE ALWAYS TRIGGER refuse_rewriting', name);
    EXECUTE format(
      'ALTER TABLE prediction_log.prediction ATTACH PARTITION prediction_log.%I
       FOR VALUES FROM (%L) TO (%L)',
      name, prediction_log.first_id_of(wanted), prediction_log.first_id_of(wanted + 1));
    made := made + 1;
  END LOOP;
  RETURN made;
END
$$;
