//! Papers: data in, PDF out; and what an uploaded file really is.
