package io.surety.loans;

import io.surety.copy.BinaryCopy;
import java.sql.SQLException;

/** Checks a row against the rules of its columns, and hands it to the server when it keeps them. */
final class RowEncoder {

  private static final int FIELDS = LoanColumn.ALL.size() + 1;

  /** Sums and means of amounts within these bounds are finite and above zero. */
  private static final double LEAST_AMOUNT = 1e-290;

  private static final double GREATEST_AMOUNT = 1e290;

  /** What the decoder puts in the place of bytes that are not UTF-8. */
  private static final char MALFORMED = '\uFFFD';

  private final Header header;
  private final BinaryCopy copy;
  private long birthday;
  private long loanDate;

  RowEncoder(Header header, BinaryCopy copy) {
    this.header = header;
    this.copy = copy;
  }

  /** The columns that are written for each row, in order. */
  static String columns() {
    return LoanColumn.ledgerNames("") + ", line";
  }

  /** Writes a row; nothing of it is written when it breaks a rule. */
  void write(LoanRow row) throws SQLException, RuleBroken {
    if (row.fields() != header.fields()) {
      throw new RuleBroken(
          null, "it has " + row.fields() + " fields where the header has " + header.fields());
    }
    copy.beginRow(FIELDS);
    try {
      for (LoanColumn column : LoanColumn.ALL) {
        write(column, row);
      }
      if (birthday >= loanDate) {
        throw new RuleBroken(LoanColumn.BIRTHDAY, "the birthday is not before the loan");
      }
    } catch (RuleBroken broken) {
      copy.takeBackRow();
      throw broken;
    }
    copy.writeLong(row.line());
  }

  private void write(LoanColumn column, LoanRow row) throws RuleBroken {
    char[] text = row.characters();
    int place = header.place(column);
    int start = row.start(place);
    int end = row.end(place);
    try {
      switch (column.rule()) {
        case ID -> copy.writeLong(LoanValues.whole(text, start, end, 0, Long.MAX_VALUE));
        case WHOLE_OR_EMPTY -> writeWhole(text, start, end);
        case REAL_OR_EMPTY -> writeReal(text, start, end);
        case AMOUNT -> writeAmount(text, start, end);
        case DATE -> writeDate(column, text, start, end);
        case YES_OR_NO -> writeYesOrNo(text, start, end);
        case STATUS -> writeStatus(text, start, end);
        case TEXT -> writeText(text, start, end);
      }
    } catch (LoanValues.NotReadable unreadable) {
      throw new RuleBroken(column, String.valueOf(unreadable.getMessage()));
    }
  }

  private void writeWhole(char[] text, int start, int end) {
    if (start == end) {
      copy.writeNull();
    } else {
      copy.writeInt((int) LoanValues.whole(text, start, end, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }
  }

  private void writeReal(char[] text, int start, int end) {
    if (start == end) {
      copy.writeNull();
    } else {
      copy.writeDouble(LoanValues.real(text, start, end));
    }
  }

  private void writeAmount(char[] text, int start, int end) {
    double amount = LoanValues.real(text, start, end);
    if (!(amount > 0)) {
      throw new LoanValues.NotReadable(
          LoanValues.quoted(text, start, end) + " is not an amount above zero");
    }
    if (amount < LEAST_AMOUNT || amount > GREATEST_AMOUNT) {
      throw new LoanValues.NotReadable(
          LoanValues.quoted(text, start, end) + " is out of the range of amounts");
    }
    copy.writeDouble(amount);
  }

  private void writeDate(LoanColumn column, char[] text, int start, int end) {
    long day = LoanValues.day(text, start, end);
    if (column == LoanColumn.BIRTHDAY) {
      birthday = day;
    } else if (column == LoanColumn.LOAN_DATE) {
      loanDate = day;
    }
    copy.writeDay(day);
  }

  private void writeYesOrNo(char[] text, int start, int end) {
    if (end - start != 1 || (text[start] != 'Y' && text[start] != 'N')) {
      throw new LoanValues.NotReadable(LoanValues.quoted(text, start, end) + " is not Y or N");
    }
    copy.writeText(text, start, end);
  }

  private void writeStatus(char[] text, int start, int end) {
    if (start == end) {
      copy.writeNull();
    } else if (end - start == 1 && (text[start] == '0' || text[start] == '1')) {
      copy.writeShort(text[start] - '0');
    } else {
      throw new LoanValues.NotReadable(
          LoanValues.quoted(text, start, end) + " is not 0, 1 or empty");
    }
  }

  private void writeText(char[] text, int start, int end) {
    if (start == end) {
      copy.writeNull();
      return;
    }
    for (int i = start; i < end; i++) {
      if (text[i] == '\0' || text[i] == MALFORMED) {
        throw new LoanValues.NotReadable(
            LoanValues.quoted(text, start, end) + " is not text in UTF-8");
      }
    }
    copy.writeText(text, start, end);
  }
}
