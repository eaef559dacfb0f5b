-- The same for what was there before; in the background.
ALTER TABLE contents MATERIALIZE INDEX said
