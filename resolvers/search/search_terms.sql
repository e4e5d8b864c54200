-- The words that a text asks for, as they are compared; the last one may go on.
set role heirloom_procedures;

create or replace function api.search_terms(query text)
  returns text[]
  language plpgsql immutable security definer set search_path = '' as $$
begin
  return array(
    select left(w.word, 64)
    from string_to_table(fwd.plain_words(query), ' ') with ordinality as w (word, place)
    where w.word <> ''
    order by w.place
  );
end
$$;

revoke all on function api.search_terms(text) from public;

reset role;
