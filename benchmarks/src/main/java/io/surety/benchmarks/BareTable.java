package io.surety.benchmarks;

/** The table of a bare COPY: the columns of the file in their order, typed, and nothing else. */
final class BareTable {

  static final String CREATE =
      """
      CREATE TABLE bare (
          loan_id bigint, id bigint, code_gender text, flag_own_car text, flag_own_realty text,
          cnt_children integer, amt_income_total double precision, name_income_type text,
          name_education_type text, name_family_status text, name_housing_type text,
          days_birth integer, days_employed integer, flag_mobil integer, flag_work_phone integer,
          flag_phone integer, flag_email integer, occupation_type text,
          cnt_fam_members double precision, status smallint, birthday date, job_start_date date,
          loan_date date, loan_amount double precision
      )
      """;

  private BareTable() {}
}
