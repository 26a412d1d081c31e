-- Form 2 to form 3: the documents of a source are found without looking at all of them.

CREATE INDEX document_of ON document (source);
