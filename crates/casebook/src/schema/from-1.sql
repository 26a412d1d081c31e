-- Form 1 to form 2: a text is kept as rows are, and whatever loses its salt loses its content, too.

DROP TRIGGER log_stays;
DROP TRIGGER log_is_kept;
DROP TRIGGER head_stays;
DROP TRIGGER head_is_kept;
DROP TRIGGER source_is_kept;
DROP TRIGGER document_is_kept;
DROP TRIGGER reading_is_kept;
DROP TRIGGER fact_is_kept;
DROP TRIGGER decision_is_kept;
DROP TRIGGER source_stays;
DROP TRIGGER document_stays;
DROP TRIGGER reading_stays;
DROP TRIGGER fact_stays;
DROP TRIGGER decision_stays;
