package io.surety.training;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Random;

/** Loans with a plain signal: the young, the car-less and the jobless pay late more often. */
final class HandMadeLoans {

  private static final String HEADER =
      "loan_id,id,code_gender,flag_own_car,flag_own_realty,cnt_children,amt_income_total,"
          + "name_income_type,name_education_type,name_family_status,name_housing_type,days_birth,"
          + "days_employed,flag_mobil,flag_work_phone,flag_phone,flag_email,occupation_type,"
          + "cnt_fam_members,status,birthday,job_start_date,loan_date,loan_amount\n";

  private static final LocalDate FIRST = LocalDate.of(2019, 1, 1);

  private final Random random;

  HandMadeLoans(long seed) {
    this.random = new Random(seed);
  }

  /** So many users with one to fifteen loans each, two in three users being one person. */
  String csv(int users) {
    StringBuilder csv = new StringBuilder(HEADER);
    long loan = 1_000;
    for (int user = 0; user < users; user++) {
      Random person = new Random(31L * (user - user % 3) + users);
      int age = 20 + person.nextInt(50);
      boolean car = person.nextInt(3) == 0;
      boolean job = person.nextInt(6) > 0;
      String gender = person.nextBoolean() ? "F" : "M";
      int income = 50_000 + 500 * person.nextInt(400);
      double risk = (age < 35 ? 0.16 : 0.05) * (car ? 0.5 : 1.1) * (job ? 0.9 : 1.8);
      for (int i = random.nextInt(15); i >= 0; i--) {
        LocalDate date = FIRST.plusDays(random.nextInt(720));
        String status = random.nextInt(50) == 0 ? "" : random.nextDouble() < risk ? "1" : "0";
        csv.append(
            String.format(
                Locale.ROOT,
                "%d,%d,%s,%s,Y,0,%d.0,Working,Secondary,Married,House,-1,-1,1,0,0,0,,2.0,%s,%s,%s,"
                    + "%s,%.4f%n",
                loan++,
                5_000_000 + user,
                gender,
                car ? "Y" : "N",
                income,
                status,
                FIRST.minusYears(age).minusDays(income % 300),
                job ? FIRST.minusDays(100 + income % 3000).toString() : "3021-09-18",
                date,
                100 + random.nextDouble() * 100));
      }
    }
    return csv.toString();
  }

  /** The same loans with every twentieth amount put right, and an old loan that arrives late. */
  String corrected(String csv) {
    String[] lines = csv.split("\n", -1);
    for (int line = 20; line < lines.length - 1; line += 20) {
      lines[line] = lines[line].strip() + "9";
    }
    return String.join("\n", lines)
        + lines[1].strip().replaceFirst("^\\d+,", "999999,").replaceFirst(",[^,]*,[^,]*$", "")
        + ",2019-01-01,123.0\n";
  }
}
