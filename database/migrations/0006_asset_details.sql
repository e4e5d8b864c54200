-- The thirteen type tables: an asset has exactly the one row that matches its type. Protected values (account, policy and vehicle
-- numbers and their like) are stored as ciphertext only, with the last four characters beside it; nothing in the database decrypts.
set role heirloom_owner;

create type fwd.bank_account_kind_enum as enum ('checking', 'savings', 'money_market', 'cd', 'other');
create type fwd.investment_account_kind_enum as enum (
  'brokerage', 'managed', 'custodial', 'trust', 'education_529', 'hsa', 'other'
);
create type fwd.risk_profile_enum as enum ('conservative', 'moderate', 'aggressive', 'speculative');
create type fwd.retirement_plan_kind_enum as enum (
  'k401', 'b403', 'p457', 'traditional_ira', 'roth_ira', 'sep_ira', 'simple_ira', 'pension', 'annuity', 'other'
);
create type fwd.property_kind_enum as enum (
  'single_family', 'multi_family', 'condo', 'townhouse', 'commercial', 'land', 'farm_ranch', 'vacation', 'other'
);
create type fwd.property_use_enum as enum ('primary_residence', 'rental', 'vacation', 'commercial', 'investment', 'vacant');
create type fwd.title_form_enum as enum (
  'sole', 'joint_tenancy', 'tenancy_in_common', 'community_property', 'trust_held', 'entity_held'
);
create type fwd.vehicle_kind_enum as enum ('car', 'truck', 'suv', 'motorcycle', 'rv', 'trailer', 'boat', 'aircraft', 'other');
create type fwd.condition_enum as enum ('excellent', 'good', 'fair', 'poor', 'non_operational');
create type fwd.business_entity_kind_enum as enum (
  'sole_proprietorship', 'partnership', 'llc', 's_corp', 'c_corp', 'non_profit', 'trust', 'franchise', 'other'
);
create type fwd.business_interest_kind_enum as enum (
  'stock', 'membership', 'partnership', 'beneficial', 'option', 'warrant', 'convertible'
);
create type fwd.policy_kind_enum as enum ('term', 'whole', 'universal', 'variable', 'variable_universal', 'other');
create type fwd.payment_frequency_enum as enum ('weekly', 'biweekly', 'monthly', 'quarterly', 'semiannual', 'annual', 'irregular');
create type fwd.policy_status_enum as enum ('active', 'lapsed', 'paid_up', 'surrendered', 'claimed');
create type fwd.personal_item_kind_enum as enum (
  'jewelry', 'precious_metal', 'furniture', 'electronics', 'clothing', 'pet', 'memorabilia', 'other'
);
create type fwd.debt_kind_enum as enum (
  'mortgage', 'heloc', 'auto', 'student', 'personal', 'credit_card', 'business', 'family_loan', 'tax', 'other'
);
create type fwd.debt_direction_enum as enum ('payable', 'receivable');
create type fwd.rate_kind_enum as enum ('fixed', 'variable', 'hybrid');
create type fwd.debt_status_enum as enum ('active', 'paid_off', 'defaulted', 'in_forbearance', 'refinanced');
create type fwd.wallet_kind_enum as enum ('hot', 'cold', 'exchange', 'custodial');
create type fwd.collectible_kind_enum as enum ('art', 'antique', 'wine', 'coin', 'stamp', 'book', 'memorabilia', 'other');
create type fwd.ip_kind_enum as enum (
  'patent', 'trademark', 'copyright', 'trade_secret', 'domain_name', 'royalty', 'license', 'other'
);

create function fwd.key_count(object jsonb) returns integer
  language sql immutable parallel safe set search_path = ''
  return (select count(*)::integer from jsonb_object_keys(case jsonb_typeof(object) when 'object' then object else '{}' end) as k);
grant execute on function fwd.key_count(jsonb) to heirloom_procedures;

create table fwd.asset_bank_accounts (
  asset_id uuid primary key,
  tenant_id integer not null,
  asset_type fwd.asset_type_enum not null default 'bank_account' check (asset_type = 'bank_account'),
  institution_name text not null check (institution_name ~ '\S'),
  account_kind fwd.bank_account_kind_enum not null default 'checking',
  account_title text,
  account_number_ciphertext bytea,
  account_last4 text check (account_last4 ~ '^[0-9A-Za-z]{1,4}$'),
  routing_number_ciphertext bytea,
  routing_last4 text check (routing_last4 ~ '^[0-9A-Za-z]{1,4}$'),
  is_joint boolean not null default false,
  opened_on date,
  balance_as_of date,
  interest_rate numeric(7, 4) check (interest_rate between 0 and 100),
  matures_on date,
  external_account_id text,
  check (matures_on is null or account_kind = 'cd'),
  foreign key (tenant_id, asset_id, asset_type) references fwd.assets (tenant_id, id, asset_type) on delete cascade
);

create table fwd.asset_investment_accounts (
  asset_id uuid primary key,
  tenant_id integer not null,
  asset_type fwd.asset_type_enum not null default 'investment_account' check (asset_type = 'investment_account'),
  institution_name text not null check (institution_name ~ '\S'),
  account_kind fwd.investment_account_kind_enum not null default 'brokerage',
  account_number_ciphertext bytea,
  account_last4 text check (account_last4 ~ '^[0-9A-Za-z]{1,4}$'),
  cost_basis numeric(18, 2) check (cost_basis >= 0),
  cash_balance numeric(18, 2),
  risk_profile fwd.risk_profile_enum,
  advisor_company_id uuid,
  -- The custodial account this one mirrors; a table of the CRM part of the model.
  linked_account_id uuid,
  foreign key (tenant_id, advisor_company_id) references fwd.advisor_company (tenant_id, id),
  foreign key (tenant_id, asset_id, asset_type) references fwd.assets (tenant_id, id, asset_type) on delete cascade
);

create table fwd.asset_retirement_accounts (
  asset_id uuid primary key,
  tenant_id integer not null,
  asset_type fwd.asset_type_enum not null default 'retirement_account' check (asset_type = 'retirement_account'),
  plan_kind fwd.retirement_plan_kind_enum not null default 'other',
  institution_name text not null check (institution_name ~ '\S'),
  account_number_ciphertext bytea,
  account_last4 text check (account_last4 ~ '^[0-9A-Za-z]{1,4}$'),
  employer_name text,
  vested_balance numeric(18, 2) check (vested_balance >= 0),
  contributions_to_date numeric(18, 2) check (contributions_to_date >= 0),
  rmd_begins_on date,
  linked_account_id uuid,
  foreign key (tenant_id, asset_id, asset_type) references fwd.assets (tenant_id, id, asset_type) on delete cascade
);

create table fwd.asset_real_estate (
  asset_id uuid primary key,
  tenant_id integer not null,
  asset_type fwd.asset_type_enum not null default 'real_estate' check (asset_type = 'real_estate'),
  property_kind fwd.property_kind_enum not null default 'single_family',
  use_kind fwd.property_use_enum,
  title_form fwd.title_form_enum,
  address_id uuid not null,
  parcel_number text,
  lot_acres numeric(12, 4) check (lot_acres >= 0),
  building_sqft integer check (building_sqft >= 0),
  bedrooms smallint check (bedrooms >= 0),
  bathrooms numeric(3, 1) check (bathrooms >= 0),
  year_built smallint check (year_built >= 1600 and year_built <= extract(year from current_date)),
  purchase_price numeric(18, 2) check (purchase_price >= 0),
  purchased_on date,
  assessed_value numeric(18, 2) check (assessed_value >= 0),
  assessed_year smallint check (assessed_year between 1600 and 2200),
  annual_property_tax numeric(18, 2) check (annual_property_tax >= 0),
  monthly_rent numeric(18, 2) check (monthly_rent >= 0),
  hoa_monthly numeric(18, 2) check (hoa_monthly >= 0),
  foreign key (tenant_id, address_id) references fwd.address (tenant_id, id),
  foreign key (tenant_id, asset_id, asset_type) references fwd.assets (tenant_id, id, asset_type) on delete cascade
);

create table fwd.asset_vehicles (
  asset_id uuid primary key,
  tenant_id integer not null,
  asset_type fwd.asset_type_enum not null default 'vehicle' check (asset_type = 'vehicle'),
  vehicle_kind fwd.vehicle_kind_enum not null default 'car',
  make text,
  model text,
  model_year smallint check (model_year >= 1900 and model_year <= extract(year from current_date) + 2),
  vin_ciphertext bytea,
  vin_last4 text check (vin_last4 ~ '^[0-9A-Za-z]{1,4}$'),
  registration_state char(2),
  registration_number_ciphertext bytea,
  registration_last4 text check (registration_last4 ~ '^[0-9A-Za-z]{1,4}$'),
  mileage integer check (mileage >= 0),
  condition fwd.condition_enum,
  storage_address_id uuid,
  foreign key (tenant_id, storage_address_id) references fwd.address (tenant_id, id),
  foreign key (tenant_id, asset_id, asset_type) references fwd.assets (tenant_id, id, asset_type) on delete cascade
);

create table fwd.asset_businesses (
  asset_id uuid primary key,
  tenant_id integer not null,
  asset_type fwd.asset_type_enum not null default 'business' check (asset_type = 'business'),
  entity_name text not null check (entity_name ~ '\S'),
  entity_kind fwd.business_entity_kind_enum not null default 'other',
  interest_kind fwd.business_interest_kind_enum,
  -- The family's stake in the firm, which is not a persona's share of this asset.
  interest_percentage numeric(5, 2) check (interest_percentage between 0 and 100),
  share_count numeric(20, 4) check (share_count >= 0),
  share_class text,
  tax_id_ciphertext bytea,
  tax_id_last4 text check (tax_id_last4 ~ '^[0-9A-Za-z]{1,4}$'),
  state_of_formation char(2),
  annual_revenue numeric(18, 2),
  valuation_method text,
  is_active_participant boolean,
  management_role text,
  has_buy_sell_agreement boolean,
  foreign key (tenant_id, asset_id, asset_type) references fwd.assets (tenant_id, id, asset_type) on delete cascade
);

create table fwd.asset_life_insurance (
  asset_id uuid primary key,
  tenant_id integer not null,
  asset_type fwd.asset_type_enum not null default 'life_insurance' check (asset_type = 'life_insurance'),
  insurer_name text not null check (insurer_name ~ '\S'),
  policy_number_ciphertext bytea,
  policy_last4 text check (policy_last4 ~ '^[0-9A-Za-z]{1,4}$'),
  policy_kind fwd.policy_kind_enum not null default 'term',
  death_benefit numeric(18, 2) not null check (death_benefit > 0),
  cash_value numeric(18, 2) check (cash_value >= 0),
  insured_persona_id uuid not null,
  issued_on date,
  matures_on date,
  annual_premium numeric(18, 2) check (annual_premium >= 0),
  premium_frequency fwd.payment_frequency_enum,
  policy_status fwd.policy_status_enum not null default 'active',
  foreign key (tenant_id, insured_persona_id) references fwd.personas (tenant_id, id),
  check (matures_on > issued_on),
  check (policy_kind <> 'term' or coalesce(cash_value, 0) = 0),
  foreign key (tenant_id, asset_id, asset_type) references fwd.assets (tenant_id, id, asset_type) on delete cascade
);

create table fwd.asset_personal_property (
  asset_id uuid primary key,
  tenant_id integer not null,
  asset_type fwd.asset_type_enum not null default 'personal_property' check (asset_type = 'personal_property'),
  item_kind fwd.personal_item_kind_enum not null default 'other',
  brand text,
  model text,
  serial_number_ciphertext bytea,
  serial_last4 text check (serial_last4 ~ '^[0-9A-Za-z]{1,4}$'),
  acquired_on date,
  purchase_price numeric(18, 2) check (purchase_price >= 0),
  condition fwd.condition_enum,
  storage_address_id uuid,
  location_note text,
  insured_value numeric(18, 2) check (insured_value >= 0),
  foreign key (tenant_id, storage_address_id) references fwd.address (tenant_id, id),
  foreign key (tenant_id, asset_id, asset_type) references fwd.assets (tenant_id, id, asset_type) on delete cascade
);

create table fwd.asset_debts (
  asset_id uuid primary key,
  tenant_id integer not null,
  asset_type fwd.asset_type_enum not null default 'debt' check (asset_type = 'debt'),
  debt_kind fwd.debt_kind_enum not null default 'other',
  direction fwd.debt_direction_enum not null default 'payable',
  lender_name text,
  lender_persona_id uuid,
  borrower_persona_id uuid,
  account_number_ciphertext bytea,
  account_last4 text check (account_last4 ~ '^[0-9A-Za-z]{1,4}$'),
  original_amount numeric(18, 2) check (original_amount > 0),
  interest_rate numeric(7, 4) check (interest_rate between 0 and 100),
  rate_kind fwd.rate_kind_enum,
  originated_on date,
  matures_on date,
  payment_amount numeric(18, 2) check (payment_amount >= 0),
  payment_frequency fwd.payment_frequency_enum,
  debt_status fwd.debt_status_enum not null default 'active',
  secured_by_asset_id uuid,
  counterpart_asset_id uuid,
  foreign key (tenant_id, lender_persona_id) references fwd.personas (tenant_id, id),
  foreign key (tenant_id, borrower_persona_id) references fwd.personas (tenant_id, id),
  foreign key (tenant_id, secured_by_asset_id) references fwd.assets (tenant_id, id),
  foreign key (tenant_id, counterpart_asset_id) references fwd.assets (tenant_id, id),
  check (secured_by_asset_id <> asset_id),
  check (counterpart_asset_id <> asset_id),
  check (matures_on >= originated_on),
  foreign key (tenant_id, asset_id, asset_type) references fwd.assets (tenant_id, id, asset_type) on delete cascade
);

create table fwd.asset_cryptocurrencies (
  asset_id uuid primary key,
  tenant_id integer not null,
  asset_type fwd.asset_type_enum not null default 'cryptocurrency' check (asset_type = 'cryptocurrency'),
  network text not null check (network ~ '\S'),
  symbol text not null check (symbol ~ '\S'),
  quantity numeric(38, 18) not null default 0 check (quantity >= 0),
  wallet_kind fwd.wallet_kind_enum,
  wallet_address_ciphertext bytea,
  wallet_last4 text check (wallet_last4 ~ '^[0-9A-Za-z]{1,4}$'),
  -- Where the keys are, never the keys: twelve or twenty-four words are a seed phrase and are refused.
  wallet_hint text check (cardinality(regexp_split_to_array(btrim(wallet_hint), '\s+')) not in (12, 24)),
  exchange_name text,
  cost_basis numeric(18, 2) check (cost_basis >= 0),
  foreign key (tenant_id, asset_id, asset_type) references fwd.assets (tenant_id, id, asset_type) on delete cascade
);

create table fwd.asset_collectibles (
  asset_id uuid primary key,
  tenant_id integer not null,
  asset_type fwd.asset_type_enum not null default 'collectible' check (asset_type = 'collectible'),
  collectible_kind fwd.collectible_kind_enum not null default 'other',
  title text not null check (title ~ '\S'),
  creator text,
  period text,
  provenance text,
  certificate_ref text,
  appraised_on date,
  appraiser text,
  insured_value numeric(18, 2) check (insured_value >= 0),
  storage_address_id uuid,
  foreign key (tenant_id, storage_address_id) references fwd.address (tenant_id, id),
  foreign key (tenant_id, asset_id, asset_type) references fwd.assets (tenant_id, id, asset_type) on delete cascade
);

create table fwd.asset_intellectual_property (
  asset_id uuid primary key,
  tenant_id integer not null,
  asset_type fwd.asset_type_enum not null default 'intellectual_property' check (asset_type = 'intellectual_property'),
  ip_kind fwd.ip_kind_enum not null default 'other',
  title text not null check (title ~ '\S'),
  registration_number text,
  jurisdiction text,
  filed_on date,
  registered_on date,
  expires_on date,
  annual_royalty numeric(18, 2) check (annual_royalty >= 0),
  licensee text,
  foreign key (tenant_id, asset_id, asset_type) references fwd.assets (tenant_id, id, asset_type) on delete cascade
);

create table fwd.asset_misc (
  asset_id uuid primary key,
  tenant_id integer not null,
  asset_type fwd.asset_type_enum not null default 'misc' check (asset_type = 'misc'),
  misc_kind text not null check (misc_kind ~ '\S'),
  attributes jsonb not null default '{}' check (jsonb_typeof(attributes) = 'object' and fwd.key_count(attributes) <= 32),
  foreign key (tenant_id, asset_id, asset_type) references fwd.assets (tenant_id, id, asset_type) on delete cascade
);

select fwd.adopt('fwd.asset_bank_accounts', array['account_last4', 'routing_last4', 'external_account_id']);
select fwd.adopt('fwd.asset_investment_accounts', array['account_last4']);
select fwd.adopt('fwd.asset_retirement_accounts', array['account_last4']);
select fwd.adopt('fwd.asset_real_estate', array['parcel_number']);
select fwd.adopt('fwd.asset_vehicles', array['vin_last4', 'registration_last4']);
select fwd.adopt('fwd.asset_businesses', array['tax_id_last4']);
select fwd.adopt('fwd.asset_life_insurance', array['policy_last4']);
select fwd.adopt('fwd.asset_personal_property', array['serial_last4']);
select fwd.adopt('fwd.asset_debts', array['account_last4']);
select fwd.adopt('fwd.asset_cryptocurrencies', array['wallet_last4', 'wallet_hint']);
select fwd.adopt('fwd.asset_collectibles');
select fwd.adopt('fwd.asset_intellectual_property');
select fwd.adopt('fwd.asset_misc');

-- At commit an asset has its detail row, unless it is gone itself. That it has no other is the work of the foreign keys.
create function fwd.check_details() returns trigger
  language plpgsql security definer set search_path = '' as $$
declare
  checked uuid;
  is_complete boolean;
  detail_table text;
begin
  if tg_table_name = 'assets' then
    checked := new.id;
  else
    checked := old.asset_id;
  end if;
  select case a.asset_type
      when 'bank_account' then 'asset_bank_accounts'
      when 'investment_account' then 'asset_investment_accounts'
      when 'retirement_account' then 'asset_retirement_accounts'
      when 'vehicle' then 'asset_vehicles'
      when 'business' then 'asset_businesses'
      when 'debt' then 'asset_debts'
      when 'cryptocurrency' then 'asset_cryptocurrencies'
      when 'collectible' then 'asset_collectibles'
      else 'asset_' || a.asset_type
    end
    into detail_table
    from fwd.assets as a
    where a.id = checked;
  if not found then
    return null;
  end if;
  execute format('select exists (select from fwd.%I as d where d.asset_id = $1)', detail_table) into is_complete using checked;
  if not is_complete then
    raise exception 'TYPE_MISMATCH' using errcode = 'FW422';
  end if;
  return null;
end
$$;
create constraint trigger trg_details after insert or update of asset_type on fwd.assets
  deferrable initially deferred
  for each row execute function fwd.check_details();

create constraint trigger trg_details after delete or update of asset_id on fwd.asset_bank_accounts
  deferrable initially deferred
  for each row execute function fwd.check_details();
create constraint trigger trg_details after delete or update of asset_id on fwd.asset_investment_accounts
  deferrable initially deferred
  for each row execute function fwd.check_details();
create constraint trigger trg_details after delete or update of asset_id on fwd.asset_retirement_accounts
  deferrable initially deferred
  for each row execute function fwd.check_details();
create constraint trigger trg_details after delete or update of asset_id on fwd.asset_real_estate
  deferrable initially deferred
  for each row execute function fwd.check_details();
create constraint trigger trg_details after delete or update of asset_id on fwd.asset_vehicles
  deferrable initially deferred
  for each row execute function fwd.check_details();
create constraint trigger trg_details after delete or update of asset_id on fwd.asset_businesses
  deferrable initially deferred
  for each row execute function fwd.check_details();
create constraint trigger trg_details after delete or update of asset_id on fwd.asset_life_insurance
  deferrable initially deferred
  for each row execute function fwd.check_details();
create constraint trigger trg_details after delete or update of asset_id on fwd.asset_personal_property
  deferrable initially deferred
  for each row execute function fwd.check_details();
create constraint trigger trg_details after delete or update of asset_id on fwd.asset_debts
  deferrable initially deferred
  for each row execute function fwd.check_details();
create constraint trigger trg_details after delete or update of asset_id on fwd.asset_cryptocurrencies
  deferrable initially deferred
  for each row execute function fwd.check_details();
create constraint trigger trg_details after delete or update of asset_id on fwd.asset_collectibles
  deferrable initially deferred
  for each row execute function fwd.check_details();
create constraint trigger trg_details after delete or update of asset_id on fwd.asset_intellectual_property
  deferrable initially deferred
  for each row execute function fwd.check_details();
create constraint trigger trg_details after delete or update of asset_id on fwd.asset_misc
  deferrable initially deferred
  for each row execute function fwd.check_details();

-- What a type table says must fit the value: a debt paid off is worth 0, and nobody is vested in more than there is.
create function fwd.check_value_of_details() returns trigger
  language plpgsql security definer set search_path = '' as $$
begin
  if exists (
    select
    from fwd.asset_debts as d
    join fwd.assets as a on a.id = d.asset_id
    where d.asset_id = new.asset_id and d.debt_status = 'paid_off' and a.estimated_value > 0
  ) or exists (
    select
    from fwd.asset_retirement_accounts as r
    join fwd.assets as a on a.id = r.asset_id
    where r.asset_id = new.asset_id and r.vested_balance > a.estimated_value
  ) then
    raise exception 'VALIDATION' using errcode = 'FW422';
  end if;
  return null;
end
$$;
create constraint trigger trg_value_of_details after insert or update on fwd.asset_debts
  deferrable initially deferred
  for each row execute function fwd.check_value_of_details();
create constraint trigger trg_value_of_details after insert or update on fwd.asset_retirement_accounts
  deferrable initially deferred
  for each row execute function fwd.check_value_of_details();

reset role;
