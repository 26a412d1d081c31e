-- Rows are added, never changed: what stops accidents. Whoever lifts these is named by the log.

CREATE TRIGGER log_stays BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
CREATE TRIGGER log_is_kept BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
CREATE TRIGGER head_stays BEFORE UPDATE ON head BEGIN SELECT RAISE(ABORT, 'tree heads are only added to'); END;
CREATE TRIGGER head_is_kept BEFORE DELETE ON head BEGIN SELECT RAISE(ABORT, 'tree heads are only added to'); END;
CREATE TRIGGER source_is_kept BEFORE DELETE ON source BEGIN SELECT RAISE(ABORT, 'sources are kept'); END;
CREATE TRIGGER document_is_kept BEFORE DELETE ON document BEGIN SELECT RAISE(ABORT, 'documents are kept'); END;
CREATE TRIGGER reading_is_kept BEFORE DELETE ON reading BEGIN SELECT RAISE(ABORT, 'readings are kept'); END;
CREATE TRIGGER fact_is_kept BEFORE DELETE ON fact BEGIN SELECT RAISE(ABORT, 'facts are kept'); END;
CREATE TRIGGER decision_is_kept BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'decisions are kept'); END;
CREATE TRIGGER text_is_kept BEFORE DELETE ON text BEGIN SELECT RAISE(ABORT, 'texts are kept'); END;
-- The one change that a row may see is to lose its content and its salt; the log's entry remains.
CREATE TRIGGER source_stays BEFORE UPDATE ON source
  WHEN NEW.salt IS NOT NULL OR NEW.bytes IS NOT NULL OR NEW.id <> OLD.id OR NEW.seq <> OLD.seq
  BEGIN SELECT RAISE(ABORT, 'sources are kept as they came'); END;
CREATE TRIGGER document_stays BEFORE UPDATE ON document
  WHEN NEW.salt IS NOT NULL OR NEW.about IS NOT NULL OR NEW.id <> OLD.id OR NEW.seq <> OLD.seq
  BEGIN SELECT RAISE(ABORT, 'documents are kept as they came'); END;
CREATE TRIGGER reading_stays BEFORE UPDATE ON reading
  WHEN NEW.salt IS NOT NULL OR NEW.frame IS NOT NULL OR NEW.id <> OLD.id OR NEW.seq <> OLD.seq
  BEGIN SELECT RAISE(ABORT, 'readings are kept as they were'); END;
CREATE TRIGGER fact_stays BEFORE UPDATE ON fact
  WHEN NEW.salt IS NOT NULL OR NEW.body IS NOT NULL OR NEW.id <> OLD.id OR NEW.seq <> OLD.seq
  BEGIN SELECT RAISE(ABORT, 'facts are kept as they were read'); END;
CREATE TRIGGER decision_stays BEFORE UPDATE ON decision
  WHEN NEW.salt IS NOT NULL OR NEW.body IS NOT NULL OR NEW.id <> OLD.id OR NEW.seq <> OLD.seq
  BEGIN SELECT RAISE(ABORT, 'decisions are kept as they were made'); END;
CREATE TRIGGER text_stays BEFORE UPDATE ON text WHEN NEW.body IS NOT NULL OR NEW.id <> OLD.id
  BEGIN SELECT RAISE(ABORT, 'texts are kept as they were read'); END;
