-- The demo family of tenant 1 (host name localhost). Safe to run again: what is there stays as it is. Run as one transaction.
--
-- Ids are 00000000-0000-4000-8000-00000000KKNN: KK is the kind (00 users, 01 personas, 02 circles, 03 assets, 04 contact records,
-- 05 addresses, 06 phones, 07 e-mails, 08 companies, 09 profiles, 10 files), NN the number.
--
--   persona                               signs in as   persona id
--   John Smith (primary)                  john          00000000-0000-4000-8000-000000000101
--   Mary Smith, John's wife               mary          00000000-0000-4000-8000-000000000102
--   Kim Smith, their grown daughter       kid           00000000-0000-4000-8000-000000000103
--   Nell Smith, John's sister             nell          00000000-0000-4000-8000-000000000104
--   Adam Advisor                          adv           00000000-0000-4000-8000-000000000105
--   Martha Smith, John's mother           mom           00000000-0000-4000-8000-000000000106
--   Milo Smith, a minor, guardian John    -             00000000-0000-4000-8000-000000000107
--   George Smith, John's late father      -             00000000-0000-4000-8000-000000000108
--   Ingrid Larsen, Mary's mother          inlaw         00000000-0000-4000-8000-000000000109
--   Stephen Strange, John's partner       stranger      00000000-0000-4000-8000-000000000110
--   John as trustee: Smith Family Trust   john          00000000-0000-4000-8000-000000000111
--   Ann Baker (primary)                   ann           00000000-0000-4000-8000-000000000112
--   Ann with Martha's power of attorney   ann           00000000-0000-4000-8000-000000000113
--   Ann as executor, Martha and George    ann           00000000-0000-4000-8000-000000000114
--   Alice Admin, tenant administrator     admin         00000000-0000-4000-8000-000000000115
--   Arthur Admin, tenant administrator    admin2        00000000-0000-4000-8000-000000000116
--   Sam Suspended, account suspended      sam           00000000-0000-4000-8000-000000000117
--
--   circle                        id
--   Smith family (F1)             00000000-0000-4000-8000-000000000201   John owner; Mary, Kim, Milo, George beneficiaries; Nell,
--                                                                        Martha non-beneficiaries; Adam advisor
--   Larsen family (F2)            00000000-0000-4000-8000-000000000202   Ingrid owner, Mary non-beneficiary
--
--   asset                         id                                     held by
--   Family home        1 000 000  00000000-0000-4000-8000-000000000301   John 50 (on death to Kim), Mary 50
--   John's checking      200 000  00000000-0000-4000-8000-000000000302   John 100; beneficiary Kim 100
--   Mary's savings        50 000  00000000-0000-4000-8000-000000000303   Mary 100
--   Cold wallet           30 000  00000000-0000-4000-8000-000000000304   John 100, private
--   Mortgage            -400 000  00000000-0000-4000-8000-000000000305   John 50, Mary 50; secured by the home
--   Trust portfolio      700 000  00000000-0000-4000-8000-000000000306   John as trustee 100
--   Martha's house       300 000  00000000-0000-4000-8000-000000000307   Martha 100
--   Pocket watch           9 000  00000000-0000-4000-8000-000000000308   George 100
--   Milo's savings         5 000  00000000-0000-4000-8000-000000000309   Milo 100
--   Smith & Strange LLC  800 000  00000000-0000-4000-8000-000000000310   John 40, Stephen 60
--   Adam's house         450 000  00000000-0000-4000-8000-000000000311   Adam 100
set role heirloom_owner;
select set_config('heirloom.tenant', '1', false);

insert into fwd.tenants (id, name, display_name, domain, logo_url, primary_color, secondary_color, settings, feature_flags) values
  (1, 'forward', 'Forward Inheritance', 'localhost', 'https://localhost/logo.svg', '#1B4D3E', '#E8D9B5', '{"support_email": "help@forward.example"}', '{"documents": true, "crm": false, "net_worth": {"enabled": true, "value": {"years": 10}}}')
on conflict do nothing;

insert into fwd.email_address (id, tenant_id, email_address, is_verified) values
  ('00000000-0000-4000-8000-000000000701', 1, 'john@forward.example', true),
  ('00000000-0000-4000-8000-000000000702', 1, 'mary@forward.example', true),
  ('00000000-0000-4000-8000-000000000703', 1, 'kid@forward.example', true),
  ('00000000-0000-4000-8000-000000000704', 1, 'nell@forward.example', true),
  ('00000000-0000-4000-8000-000000000705', 1, 'adv@forward.example', true),
  ('00000000-0000-4000-8000-000000000706', 1, 'mom@forward.example', true),
  ('00000000-0000-4000-8000-000000000709', 1, 'inlaw@forward.example', true),
  ('00000000-0000-4000-8000-000000000710', 1, 'stranger@forward.example', true),
  ('00000000-0000-4000-8000-000000000712', 1, 'ann@forward.example', true),
  ('00000000-0000-4000-8000-000000000715', 1, 'admin@forward.example', true),
  ('00000000-0000-4000-8000-000000000716', 1, 'admin2@forward.example', true),
  ('00000000-0000-4000-8000-000000000717', 1, 'sam@forward.example', true),
  ('00000000-0000-4000-8000-000000000751', 1, 'office@northgate.example', true),
  ('00000000-0000-4000-8000-000000000752', 1, 'smiths@home.example', false),
  ('00000000-0000-4000-8000-000000000753', 1, 'john.smith@work.example', false)
on conflict do nothing;

insert into fwd.phone_number (id, tenant_id, country_code, phone_number, extension, is_verified, can_receive_sms) values
  ('00000000-0000-4000-8000-000000000601', 1, '+1', '2025550101', null, true, true),
  ('00000000-0000-4000-8000-000000000602', 1, '+1', '2025550102', null, true, true),
  ('00000000-0000-4000-8000-000000000603', 1, '+1', '2025550103', null, true, true),
  ('00000000-0000-4000-8000-000000000604', 1, '+1', '2025550104', null, true, true),
  ('00000000-0000-4000-8000-000000000605', 1, '+1', '2025550105', null, true, true),
  ('00000000-0000-4000-8000-000000000606', 1, '+1', '2025550106', null, true, true),
  ('00000000-0000-4000-8000-000000000609', 1, '+1', '2025550109', null, true, true),
  ('00000000-0000-4000-8000-000000000610', 1, '+1', '2025550110', null, true, true),
  ('00000000-0000-4000-8000-000000000612', 1, '+1', '2025550112', null, true, true),
  ('00000000-0000-4000-8000-000000000615', 1, '+1', '2025550115', null, true, true),
  ('00000000-0000-4000-8000-000000000616', 1, '+1', '2025550116', null, true, true),
  ('00000000-0000-4000-8000-000000000617', 1, '+1', '2025550117', null, true, true),
  ('00000000-0000-4000-8000-000000000651', 1, '+1', '2025550151', null, false, false),
  ('00000000-0000-4000-8000-000000000652', 1, '+1', '2025550152', '7', true, false)
on conflict do nothing;

insert into fwd.users (id, tenant_id, cognito_user_id, cognito_username, primary_email_id, primary_phone_id, first_name, last_name, status, tenant_role, email_verified_at, phone_verified_at, last_login_at) values
  ('00000000-0000-4000-8000-000000000001', 1, 'john', 'john', '00000000-0000-4000-8000-000000000701', '00000000-0000-4000-8000-000000000601', 'John', 'Smith', 'active', 'member', '2024-01-01 09:00+00', '2024-01-01 09:05+00', '2026-01-02 08:00+00'),
  ('00000000-0000-4000-8000-000000000002', 1, 'mary', 'mary', '00000000-0000-4000-8000-000000000702', '00000000-0000-4000-8000-000000000602', 'Mary', 'Smith', 'active', 'member', '2024-01-01 09:00+00', '2024-01-01 09:05+00', '2026-01-03 08:00+00'),
  ('00000000-0000-4000-8000-000000000003', 1, 'kid', 'kid', '00000000-0000-4000-8000-000000000703', '00000000-0000-4000-8000-000000000603', 'Kim', 'Smith', 'active', 'member', '2024-01-01 09:00+00', '2024-01-01 09:05+00', '2026-01-04 08:00+00'),
  ('00000000-0000-4000-8000-000000000004', 1, 'nell', 'nell', '00000000-0000-4000-8000-000000000704', '00000000-0000-4000-8000-000000000604', 'Nell', 'Smith', 'active', 'member', '2024-01-01 09:00+00', '2024-01-01 09:05+00', '2026-01-05 08:00+00'),
  ('00000000-0000-4000-8000-000000000005', 1, 'adv', 'adv', '00000000-0000-4000-8000-000000000705', '00000000-0000-4000-8000-000000000605', 'Adam', 'Advisor', 'active', 'member', '2024-01-01 09:00+00', '2024-01-01 09:05+00', '2026-01-06 08:00+00'),
  ('00000000-0000-4000-8000-000000000006', 1, 'mom', 'mom', '00000000-0000-4000-8000-000000000706', '00000000-0000-4000-8000-000000000606', 'Martha', 'Smith', 'active', 'member', '2024-01-01 09:00+00', '2024-01-01 09:05+00', '2026-01-07 08:00+00'),
  ('00000000-0000-4000-8000-000000000009', 1, 'inlaw', 'inlaw', '00000000-0000-4000-8000-000000000709', '00000000-0000-4000-8000-000000000609', 'Ingrid', 'Larsen', 'active', 'member', '2024-01-01 09:00+00', '2024-01-01 09:05+00', '2026-01-01 08:00+00'),
  ('00000000-0000-4000-8000-000000000010', 1, 'stranger', 'stranger', '00000000-0000-4000-8000-000000000710', '00000000-0000-4000-8000-000000000610', 'Stephen', 'Strange', 'active', 'member', '2024-01-01 09:00+00', '2024-01-01 09:05+00', '2026-01-02 08:00+00'),
  ('00000000-0000-4000-8000-000000000012', 1, 'ann', 'ann', '00000000-0000-4000-8000-000000000712', '00000000-0000-4000-8000-000000000612', 'Ann', 'Baker', 'active', 'member', '2024-01-01 09:00+00', '2024-01-01 09:05+00', '2026-01-04 08:00+00'),
  ('00000000-0000-4000-8000-000000000015', 1, 'admin', 'admin', '00000000-0000-4000-8000-000000000715', '00000000-0000-4000-8000-000000000615', 'Alice', 'Admin', 'active', 'tenant_admin', '2024-01-01 09:00+00', '2024-01-01 09:05+00', '2026-01-07 08:00+00'),
  ('00000000-0000-4000-8000-000000000016', 1, 'admin2', 'admin2', '00000000-0000-4000-8000-000000000716', '00000000-0000-4000-8000-000000000616', 'Arthur', 'Admin', 'active', 'tenant_admin', '2024-01-01 09:00+00', '2024-01-01 09:05+00', '2026-01-08 08:00+00'),
  ('00000000-0000-4000-8000-000000000017', 1, 'sam', 'sam', '00000000-0000-4000-8000-000000000717', '00000000-0000-4000-8000-000000000617', 'Sam', 'Suspended', 'suspended', 'member', '2024-01-01 09:00+00', '2024-01-01 09:05+00', '2026-01-09 08:00+00')
on conflict do nothing;

insert into fwd.address (id, tenant_id, line_1, line_2, city, state, postal_code, country, latitude, longitude) values
  ('00000000-0000-4000-8000-000000000501', 1, '12 Elm Street', null, 'Springfield', 'IL', '62701', 'US', 39.799, -89.644),
  ('00000000-0000-4000-8000-000000000502', 1, '4 Orchard Lane', null, 'Peoria', 'IL', '61602', 'US', 40.6936, -89.589),
  ('00000000-0000-4000-8000-000000000503', 1, '900 Lake Shore Drive', 'Unit 3', 'Chicago', 'IL', '60611', 'US', 41.899, -87.617),
  ('00000000-0000-4000-8000-000000000504', 1, '1 Northgate Plaza', 'Floor 9', 'Chicago', 'IL', '60601', 'US', 41.885, -87.622),
  ('00000000-0000-4000-8000-000000000505', 1, '77 Fjord Road', null, 'Duluth', 'MN', '55802', 'US', 46.7833, -92.1066)
on conflict do nothing;

insert into fwd.contact_info (id, tenant_id, address_id, language_preference, timezone, website) values
  ('00000000-0000-4000-8000-000000000401', 1, '00000000-0000-4000-8000-000000000501', 'en', 'America/Chicago', 'https://smiths.example'),
  ('00000000-0000-4000-8000-000000000406', 1, '00000000-0000-4000-8000-000000000502', 'en', 'America/Chicago', null),
  ('00000000-0000-4000-8000-000000000409', 1, '00000000-0000-4000-8000-000000000505', 'en', 'America/Chicago', null)
on conflict do nothing;

insert into fwd.personas (id, tenant_id, user_id, is_primary, contact_info_id, first_name, middle_name, last_name, nickname, date_of_birth, date_of_death, is_living, gender, marital_status, capacity_label, is_managed, ssn_last4) values
  ('00000000-0000-4000-8000-000000000101', 1, '00000000-0000-4000-8000-000000000001', true, '00000000-0000-4000-8000-000000000401', 'John', 'Quincy', 'Smith', null, '1975-04-12', null, true, 'male', 'married', null, false, '4001'),
  ('00000000-0000-4000-8000-000000000102', 1, '00000000-0000-4000-8000-000000000002', true, '00000000-0000-4000-8000-000000000401', 'Mary', null, 'Smith', null, '1977-09-30', null, true, 'female', 'married', null, false, '4002'),
  ('00000000-0000-4000-8000-000000000103', 1, '00000000-0000-4000-8000-000000000003', true, '00000000-0000-4000-8000-000000000401', 'Kim', null, 'Smith', 'Kid', '2003-02-17', null, true, 'female', 'single', null, false, '4003'),
  ('00000000-0000-4000-8000-000000000104', 1, '00000000-0000-4000-8000-000000000004', true, null, 'Nell', null, 'Smith', null, '1980-11-05', null, true, 'female', 'single', null, false, '4004'),
  ('00000000-0000-4000-8000-000000000105', 1, '00000000-0000-4000-8000-000000000005', true, null, 'Adam', null, 'Advisor', null, '1969-06-21', null, true, 'male', 'married', null, false, '4005'),
  ('00000000-0000-4000-8000-000000000106', 1, '00000000-0000-4000-8000-000000000006', true, '00000000-0000-4000-8000-000000000406', 'Martha', null, 'Smith', 'Mom', '1946-01-08', null, true, 'female', 'widowed', null, false, '4006'),
  ('00000000-0000-4000-8000-000000000109', 1, '00000000-0000-4000-8000-000000000009', true, '00000000-0000-4000-8000-000000000409', 'Ingrid', null, 'Larsen', null, '1950-07-19', null, true, 'female', 'married', null, false, '4009'),
  ('00000000-0000-4000-8000-000000000110', 1, '00000000-0000-4000-8000-000000000010', true, null, 'Stephen', null, 'Strange', null, '1972-12-01', null, true, 'male', 'divorced', null, false, '4010'),
  ('00000000-0000-4000-8000-000000000112', 1, '00000000-0000-4000-8000-000000000012', true, null, 'Ann', null, 'Baker', null, '1974-03-03', null, true, 'female', 'single', null, false, '4012'),
  ('00000000-0000-4000-8000-000000000115', 1, '00000000-0000-4000-8000-000000000015', true, null, 'Alice', null, 'Admin', null, '1985-05-05', null, true, 'female', null, null, false, '4015'),
  ('00000000-0000-4000-8000-000000000116', 1, '00000000-0000-4000-8000-000000000016', true, null, 'Arthur', null, 'Admin', null, '1986-06-06', null, true, 'male', null, null, false, '4016'),
  ('00000000-0000-4000-8000-000000000117', 1, '00000000-0000-4000-8000-000000000017', true, null, 'Sam', null, 'Suspended', null, '1990-10-10', null, true, 'male', 'single', null, false, '4017'),
  ('00000000-0000-4000-8000-000000000107', 1, null, false, '00000000-0000-4000-8000-000000000401', 'Milo', null, 'Smith', null, (current_date - interval '12 years')::date, null, true, 'male', 'single', null, false, null),
  ('00000000-0000-4000-8000-000000000108', 1, null, false, null, 'George', null, 'Smith', 'Grandpa', '1940-02-02', '2020-05-01', false, 'male', 'married', null, false, null),
  ('00000000-0000-4000-8000-000000000111', 1, '00000000-0000-4000-8000-000000000001', false, null, 'John', null, 'Smith', null, '1975-04-12', null, true, 'male', null, 'Smith Family Trust', false, null),
  ('00000000-0000-4000-8000-000000000113', 1, '00000000-0000-4000-8000-000000000012', false, null, 'Ann', null, 'Baker', null, '1974-03-03', null, true, 'female', null, 'Ann Baker, attorney-in-fact', false, null),
  ('00000000-0000-4000-8000-000000000114', 1, '00000000-0000-4000-8000-000000000012', false, null, 'Ann', null, 'Baker', null, '1974-03-03', null, true, 'female', null, 'Ann Baker, executor', false, null)
on conflict do nothing;

insert into fwd.persona_representations (id, tenant_id, representative_persona_id, principal_persona_id, capacity, scope_label, effective_date) values
  ('00000000-0000-4000-8000-000000002101', 1, '00000000-0000-4000-8000-000000000101', '00000000-0000-4000-8000-000000000107', 'guardian', 'Person and property', '2015-01-01'),
  ('00000000-0000-4000-8000-000000002102', 1, '00000000-0000-4000-8000-000000000111', null, 'trustee', 'Smith Family Trust', '2018-06-01'),
  ('00000000-0000-4000-8000-000000002103', 1, '00000000-0000-4000-8000-000000000113', '00000000-0000-4000-8000-000000000106', 'power_of_attorney', 'Durable, general', '2022-03-01'),
  ('00000000-0000-4000-8000-000000002104', 1, '00000000-0000-4000-8000-000000000114', '00000000-0000-4000-8000-000000000106', 'executor', 'Last will of 2021', '2021-08-15'),
  ('00000000-0000-4000-8000-000000002105', 1, '00000000-0000-4000-8000-000000000114', '00000000-0000-4000-8000-000000000108', 'executor', 'Last will of 2015', '2020-05-10')
on conflict do nothing;

-- The inverse rows follow by themselves.
insert into fwd.persona_relationships (tenant_id, from_persona_id, to_persona_id, relationship) values
  (1, '00000000-0000-4000-8000-000000000101', '00000000-0000-4000-8000-000000000102', 'spouse'),
  (1, '00000000-0000-4000-8000-000000000101', '00000000-0000-4000-8000-000000000103', 'child'),
  (1, '00000000-0000-4000-8000-000000000102', '00000000-0000-4000-8000-000000000103', 'child'),
  (1, '00000000-0000-4000-8000-000000000101', '00000000-0000-4000-8000-000000000107', 'child'),
  (1, '00000000-0000-4000-8000-000000000102', '00000000-0000-4000-8000-000000000107', 'child'),
  (1, '00000000-0000-4000-8000-000000000106', '00000000-0000-4000-8000-000000000101', 'child'),
  (1, '00000000-0000-4000-8000-000000000108', '00000000-0000-4000-8000-000000000101', 'child'),
  (1, '00000000-0000-4000-8000-000000000106', '00000000-0000-4000-8000-000000000104', 'child'),
  (1, '00000000-0000-4000-8000-000000000108', '00000000-0000-4000-8000-000000000104', 'child'),
  (1, '00000000-0000-4000-8000-000000000106', '00000000-0000-4000-8000-000000000108', 'spouse'),
  (1, '00000000-0000-4000-8000-000000000101', '00000000-0000-4000-8000-000000000104', 'sibling'),
  (1, '00000000-0000-4000-8000-000000000109', '00000000-0000-4000-8000-000000000102', 'child'),
  (1, '00000000-0000-4000-8000-000000000101', '00000000-0000-4000-8000-000000000109', 'in_law'),
  (1, '00000000-0000-4000-8000-000000000103', '00000000-0000-4000-8000-000000000107', 'sibling'),
  (1, '00000000-0000-4000-8000-000000000106', '00000000-0000-4000-8000-000000000103', 'grandchild'),
  (1, '00000000-0000-4000-8000-000000000106', '00000000-0000-4000-8000-000000000107', 'grandchild'),
  (1, '00000000-0000-4000-8000-000000000109', '00000000-0000-4000-8000-000000000103', 'grandchild')
on conflict do nothing;

insert into fwd.fwd_family_circles (id, tenant_id, owner_user_id, name, description, established_date, settings) values
  ('00000000-0000-4000-8000-000000000201', 1, '00000000-0000-4000-8000-000000000001', 'Smith family', 'Everyone around John and Mary', '2024-01-01', '{"auto_approve": false}'),
  ('00000000-0000-4000-8000-000000000202', 1, '00000000-0000-4000-8000-000000000009', 'Larsen family', 'Mary''s side', '2024-02-01', '{"auto_approve": true}')
on conflict do nothing;

insert into fwd.ffc_personas (id, tenant_id, ffc_id, persona_id, ffc_role, added_by, joined_at) values
  ('00000000-0000-4000-8000-000000002001', 1, '00000000-0000-4000-8000-000000000201', '00000000-0000-4000-8000-000000000101', 'owner', '00000000-0000-4000-8000-000000000001', '2024-01-01 10:00+00'),
  ('00000000-0000-4000-8000-000000002002', 1, '00000000-0000-4000-8000-000000000201', '00000000-0000-4000-8000-000000000102', 'beneficiary', '00000000-0000-4000-8000-000000000001', '2024-01-01 10:01+00'),
  ('00000000-0000-4000-8000-000000002003', 1, '00000000-0000-4000-8000-000000000201', '00000000-0000-4000-8000-000000000103', 'beneficiary', '00000000-0000-4000-8000-000000000001', '2024-01-01 10:02+00'),
  ('00000000-0000-4000-8000-000000002004', 1, '00000000-0000-4000-8000-000000000201', '00000000-0000-4000-8000-000000000104', 'non_beneficiary', '00000000-0000-4000-8000-000000000001', '2024-01-01 10:03+00'),
  ('00000000-0000-4000-8000-000000002005', 1, '00000000-0000-4000-8000-000000000201', '00000000-0000-4000-8000-000000000105', 'advisor', '00000000-0000-4000-8000-000000000001', '2024-01-01 10:04+00'),
  ('00000000-0000-4000-8000-000000002006', 1, '00000000-0000-4000-8000-000000000201', '00000000-0000-4000-8000-000000000106', 'non_beneficiary', '00000000-0000-4000-8000-000000000001', '2024-01-01 10:05+00'),
  ('00000000-0000-4000-8000-000000002007', 1, '00000000-0000-4000-8000-000000000201', '00000000-0000-4000-8000-000000000107', 'beneficiary', '00000000-0000-4000-8000-000000000001', '2024-01-01 10:06+00'),
  ('00000000-0000-4000-8000-000000002008', 1, '00000000-0000-4000-8000-000000000201', '00000000-0000-4000-8000-000000000108', 'beneficiary', '00000000-0000-4000-8000-000000000001', '2024-01-01 10:07+00'),
  ('00000000-0000-4000-8000-000000002009', 1, '00000000-0000-4000-8000-000000000202', '00000000-0000-4000-8000-000000000109', 'owner', '00000000-0000-4000-8000-000000000009', '2024-02-01 10:08+00'),
  ('00000000-0000-4000-8000-000000002010', 1, '00000000-0000-4000-8000-000000000202', '00000000-0000-4000-8000-000000000102', 'non_beneficiary', '00000000-0000-4000-8000-000000000009', '2024-02-01 10:09+00')
on conflict do nothing;

insert into fwd.advisor_company (id, tenant_id, company_name, company_type, address_id, website, license_number, license_state) values
  ('00000000-0000-4000-8000-000000000801', 1, 'Northgate Advisory LLC', 'Registered investment adviser', '00000000-0000-4000-8000-000000000504', 'https://northgate.example', 'RIA-104729', 'IL')
on conflict do nothing;

insert into fwd.social_media (id, tenant_id, platform, handle, profile_url) values
  ('00000000-0000-4000-8000-000000000901', 1, 'linkedin', 'john-q-smith', 'https://linkedin.example/john-q-smith'),
  ('00000000-0000-4000-8000-000000000902', 1, 'linkedin', 'northgate', 'https://linkedin.example/northgate')
on conflict do nothing;

insert into fwd.phone_usage (tenant_id, phone_id, linked_entity_type, linked_entity_id, usage_type, is_primary, label, allow_sms) values
  (1, '00000000-0000-4000-8000-000000000601', 'user', '00000000-0000-4000-8000-000000000001', 'login', true, 'Sign-in', true),
  (1, '00000000-0000-4000-8000-000000000602', 'user', '00000000-0000-4000-8000-000000000002', 'login', true, 'Sign-in', true),
  (1, '00000000-0000-4000-8000-000000000603', 'user', '00000000-0000-4000-8000-000000000003', 'login', true, 'Sign-in', true),
  (1, '00000000-0000-4000-8000-000000000604', 'user', '00000000-0000-4000-8000-000000000004', 'login', true, 'Sign-in', true),
  (1, '00000000-0000-4000-8000-000000000605', 'user', '00000000-0000-4000-8000-000000000005', 'login', true, 'Sign-in', true),
  (1, '00000000-0000-4000-8000-000000000606', 'user', '00000000-0000-4000-8000-000000000006', 'login', true, 'Sign-in', true),
  (1, '00000000-0000-4000-8000-000000000609', 'user', '00000000-0000-4000-8000-000000000009', 'login', true, 'Sign-in', true),
  (1, '00000000-0000-4000-8000-000000000610', 'user', '00000000-0000-4000-8000-000000000010', 'login', true, 'Sign-in', true),
  (1, '00000000-0000-4000-8000-000000000612', 'user', '00000000-0000-4000-8000-000000000012', 'login', true, 'Sign-in', true),
  (1, '00000000-0000-4000-8000-000000000615', 'user', '00000000-0000-4000-8000-000000000015', 'login', true, 'Sign-in', true),
  (1, '00000000-0000-4000-8000-000000000616', 'user', '00000000-0000-4000-8000-000000000016', 'login', true, 'Sign-in', true),
  (1, '00000000-0000-4000-8000-000000000617', 'user', '00000000-0000-4000-8000-000000000017', 'login', true, 'Sign-in', true),
  (1, '00000000-0000-4000-8000-000000000601', 'persona', '00000000-0000-4000-8000-000000000101', 'mobile', true, 'Mobile', true),
  (1, '00000000-0000-4000-8000-000000000602', 'persona', '00000000-0000-4000-8000-000000000102', 'mobile', true, 'Mobile', true),
  (1, '00000000-0000-4000-8000-000000000603', 'persona', '00000000-0000-4000-8000-000000000103', 'mobile', true, 'Mobile', true),
  (1, '00000000-0000-4000-8000-000000000604', 'persona', '00000000-0000-4000-8000-000000000104', 'mobile', true, 'Mobile', true),
  (1, '00000000-0000-4000-8000-000000000605', 'persona', '00000000-0000-4000-8000-000000000105', 'mobile', true, 'Mobile', true),
  (1, '00000000-0000-4000-8000-000000000606', 'persona', '00000000-0000-4000-8000-000000000106', 'mobile', true, 'Mobile', true),
  (1, '00000000-0000-4000-8000-000000000609', 'persona', '00000000-0000-4000-8000-000000000109', 'mobile', true, 'Mobile', true),
  (1, '00000000-0000-4000-8000-000000000610', 'persona', '00000000-0000-4000-8000-000000000110', 'mobile', true, 'Mobile', true),
  (1, '00000000-0000-4000-8000-000000000651', 'persona', '00000000-0000-4000-8000-000000000101', 'home', false, 'Home', false),
  (1, '00000000-0000-4000-8000-000000000651', 'persona', '00000000-0000-4000-8000-000000000102', 'home', false, 'Home', false),
  (1, '00000000-0000-4000-8000-000000000651', 'contact_info', '00000000-0000-4000-8000-000000000401', 'home', true, 'House', false),
  (1, '00000000-0000-4000-8000-000000000602', 'persona', '00000000-0000-4000-8000-000000000101', 'emergency', false, 'Call Mary', true),
  (1, '00000000-0000-4000-8000-000000000601', 'persona', '00000000-0000-4000-8000-000000000107', 'emergency', true, 'Call John', true),
  (1, '00000000-0000-4000-8000-000000000652', 'advisor_company', '00000000-0000-4000-8000-000000000801', 'office', true, 'Reception', false),
  (1, '00000000-0000-4000-8000-000000000652', 'persona', '00000000-0000-4000-8000-000000000105', 'work', false, 'Office', false)
on conflict do nothing;

insert into fwd.email_usage (tenant_id, email_id, linked_entity_type, linked_entity_id, usage_type, is_primary, label) values
  (1, '00000000-0000-4000-8000-000000000701', 'user', '00000000-0000-4000-8000-000000000001', 'login', true, 'Sign-in'),
  (1, '00000000-0000-4000-8000-000000000702', 'user', '00000000-0000-4000-8000-000000000002', 'login', true, 'Sign-in'),
  (1, '00000000-0000-4000-8000-000000000703', 'user', '00000000-0000-4000-8000-000000000003', 'login', true, 'Sign-in'),
  (1, '00000000-0000-4000-8000-000000000704', 'user', '00000000-0000-4000-8000-000000000004', 'login', true, 'Sign-in'),
  (1, '00000000-0000-4000-8000-000000000705', 'user', '00000000-0000-4000-8000-000000000005', 'login', true, 'Sign-in'),
  (1, '00000000-0000-4000-8000-000000000706', 'user', '00000000-0000-4000-8000-000000000006', 'login', true, 'Sign-in'),
  (1, '00000000-0000-4000-8000-000000000709', 'user', '00000000-0000-4000-8000-000000000009', 'login', true, 'Sign-in'),
  (1, '00000000-0000-4000-8000-000000000710', 'user', '00000000-0000-4000-8000-000000000010', 'login', true, 'Sign-in'),
  (1, '00000000-0000-4000-8000-000000000712', 'user', '00000000-0000-4000-8000-000000000012', 'login', true, 'Sign-in'),
  (1, '00000000-0000-4000-8000-000000000715', 'user', '00000000-0000-4000-8000-000000000015', 'login', true, 'Sign-in'),
  (1, '00000000-0000-4000-8000-000000000716', 'user', '00000000-0000-4000-8000-000000000016', 'login', true, 'Sign-in'),
  (1, '00000000-0000-4000-8000-000000000717', 'user', '00000000-0000-4000-8000-000000000017', 'login', true, 'Sign-in'),
  (1, '00000000-0000-4000-8000-000000000701', 'persona', '00000000-0000-4000-8000-000000000101', 'personal', true, null),
  (1, '00000000-0000-4000-8000-000000000702', 'persona', '00000000-0000-4000-8000-000000000102', 'personal', true, null),
  (1, '00000000-0000-4000-8000-000000000703', 'persona', '00000000-0000-4000-8000-000000000103', 'personal', true, null),
  (1, '00000000-0000-4000-8000-000000000704', 'persona', '00000000-0000-4000-8000-000000000104', 'personal', true, null),
  (1, '00000000-0000-4000-8000-000000000705', 'persona', '00000000-0000-4000-8000-000000000105', 'personal', true, null),
  (1, '00000000-0000-4000-8000-000000000706', 'persona', '00000000-0000-4000-8000-000000000106', 'personal', true, null),
  (1, '00000000-0000-4000-8000-000000000709', 'persona', '00000000-0000-4000-8000-000000000109', 'personal', true, null),
  (1, '00000000-0000-4000-8000-000000000710', 'persona', '00000000-0000-4000-8000-000000000110', 'personal', true, null),
  (1, '00000000-0000-4000-8000-000000000701', 'persona', '00000000-0000-4000-8000-000000000101', 'billing', false, 'Bills'),
  (1, '00000000-0000-4000-8000-000000000753', 'persona', '00000000-0000-4000-8000-000000000101', 'work', false, 'Work'),
  (1, '00000000-0000-4000-8000-000000000752', 'contact_info', '00000000-0000-4000-8000-000000000401', 'public', true, 'Family'),
  (1, '00000000-0000-4000-8000-000000000751', 'advisor_company', '00000000-0000-4000-8000-000000000801', 'public', true, 'Office'),
  (1, '00000000-0000-4000-8000-000000000751', 'persona', '00000000-0000-4000-8000-000000000105', 'public', false, 'Office')
on conflict do nothing;

insert into fwd.social_media_usage (tenant_id, social_id, linked_entity_type, linked_entity_id, usage_type, is_primary, label) values
  (1, '00000000-0000-4000-8000-000000000901', 'persona', '00000000-0000-4000-8000-000000000101', 'public', true, null),
  (1, '00000000-0000-4000-8000-000000000902', 'advisor_company', '00000000-0000-4000-8000-000000000801', 'public', true, null)
on conflict do nothing;

insert into fwd.assets (id, tenant_id, asset_type, name, description, visibility, tags) values
  ('00000000-0000-4000-8000-000000000301', 1, 'real_estate', 'Family home', 'Brick house with a garden', 'circle', '{home}'),
  ('00000000-0000-4000-8000-000000000302', 1, 'bank_account', 'John''s checking', 'Everyday account', 'circle', '{cash}'),
  ('00000000-0000-4000-8000-000000000303', 1, 'bank_account', 'Mary''s savings', 'Rainy days', 'circle', '{cash}'),
  ('00000000-0000-4000-8000-000000000304', 1, 'cryptocurrency', 'Cold wallet', 'Surprise for the anniversary', 'private', '{}'),
  ('00000000-0000-4000-8000-000000000305', 1, 'debt', 'Mortgage', 'On the family home', 'circle', '{home}'),
  ('00000000-0000-4000-8000-000000000306', 1, 'investment_account', 'Trust portfolio', 'Held for the Smith Family Trust', 'circle', '{trust}'),
  ('00000000-0000-4000-8000-000000000307', 1, 'real_estate', 'Martha''s house', 'The house John grew up in', 'circle', '{home}'),
  ('00000000-0000-4000-8000-000000000308', 1, 'collectible', 'Pocket watch', 'Railway watch of 1921', 'circle', '{heirloom}'),
  ('00000000-0000-4000-8000-000000000309', 1, 'bank_account', 'Milo''s savings', 'For college', 'circle', '{}'),
  ('00000000-0000-4000-8000-000000000310', 1, 'business', 'Smith & Strange LLC', 'Joinery', 'circle', '{}'),
  ('00000000-0000-4000-8000-000000000311', 1, 'real_estate', 'Adam''s house', 'The advisor''s own', 'circle', '{}')
on conflict do nothing;

insert into fwd.asset_real_estate (asset_id, tenant_id, property_kind, use_kind, title_form, address_id, parcel_number, lot_acres, building_sqft, bedrooms, bathrooms, year_built, purchase_price, purchased_on, assessed_value, assessed_year, annual_property_tax, hoa_monthly) values
  ('00000000-0000-4000-8000-000000000301', 1, 'single_family', 'primary_residence', 'joint_tenancy', '00000000-0000-4000-8000-000000000501', '14-28-201-003', 0.35, 2850, 4, 2.5, 1998, 620000, '2009-06-15', 940000, 2025, 11200, null),
  ('00000000-0000-4000-8000-000000000307', 1, 'single_family', 'primary_residence', 'sole', '00000000-0000-4000-8000-000000000502', '09-11-104-017', 0.22, 1600, 3, 1.5, 1961, 58000, '1979-05-01', 270000, 2025, 4100, null),
  ('00000000-0000-4000-8000-000000000311', 1, 'condo', 'primary_residence', 'sole', '00000000-0000-4000-8000-000000000503', '17-10-203-027', null, 1450, 2, 2, 1987, 380000, '2016-10-01', 430000, 2025, 7600, 640)
on conflict do nothing;

insert into fwd.asset_bank_accounts (asset_id, tenant_id, institution_name, account_kind, account_title, account_number_ciphertext, account_last4, routing_number_ciphertext, routing_last4, is_joint, opened_on, balance_as_of, interest_rate) values
  ('00000000-0000-4000-8000-000000000302', 1, 'First Prairie Bank', 'checking', 'John Q. Smith', sha256('demo account 302'), '1234', sha256('demo routing 302'), '0210', false, '2001-03-01', '2026-01-31', 0.01),
  ('00000000-0000-4000-8000-000000000303', 1, 'First Prairie Bank', 'savings', 'Mary Smith', sha256('demo account 303'), '5678', sha256('demo routing 303'), '0210', false, '2005-07-01', '2026-01-31', 3.2),
  ('00000000-0000-4000-8000-000000000309', 1, 'Lincoln Credit Union', 'savings', 'Milo Smith, minor', sha256('demo account 309'), '9090', sha256('demo routing 309'), '0711', false, '2019-09-01', '2026-01-31', 2.5)
on conflict do nothing;

insert into fwd.asset_cryptocurrencies (asset_id, tenant_id, network, symbol, quantity, wallet_kind, wallet_address_ciphertext, wallet_last4, wallet_hint, cost_basis) values
  ('00000000-0000-4000-8000-000000000304', 1, 'bitcoin', 'BTC', 0.31, 'cold', sha256('demo wallet 304'), 'x7Qz', 'Safe deposit box', 12000)
on conflict do nothing;

insert into fwd.asset_debts (asset_id, tenant_id, debt_kind, direction, lender_name, borrower_persona_id, account_number_ciphertext, account_last4, original_amount, interest_rate, rate_kind, originated_on, matures_on, payment_amount, payment_frequency, secured_by_asset_id) values
  ('00000000-0000-4000-8000-000000000305', 1, 'mortgage', 'payable', 'First Prairie Bank', '00000000-0000-4000-8000-000000000101', sha256('demo account 305'), '4455', 520000, 3.125, 'fixed', '2016-04-01', '2046-04-01', 2226.5, 'monthly', '00000000-0000-4000-8000-000000000301')
on conflict do nothing;

insert into fwd.asset_investment_accounts (asset_id, tenant_id, institution_name, account_kind, account_number_ciphertext, account_last4, cost_basis, cash_balance, risk_profile, advisor_company_id) values
  ('00000000-0000-4000-8000-000000000306', 1, 'Great Lakes Custody', 'trust', sha256('demo account 306'), '7788', 510000, 42000, 'moderate', '00000000-0000-4000-8000-000000000801')
on conflict do nothing;

insert into fwd.asset_collectibles (asset_id, tenant_id, collectible_kind, title, creator, period, provenance, certificate_ref, appraised_on, appraiser, insured_value, storage_address_id) values
  ('00000000-0000-4000-8000-000000000308', 1, 'antique', 'Pocket watch No. 1921', 'Illinois Watch Company', '1921', 'From George''s father', 'HW-88', '2019-11-02', 'Harris & Sons', 10000, '00000000-0000-4000-8000-000000000502')
on conflict do nothing;

insert into fwd.asset_businesses (asset_id, tenant_id, entity_name, entity_kind, interest_kind, interest_percentage, share_count, tax_id_ciphertext, tax_id_last4, state_of_formation, annual_revenue, valuation_method, is_active_participant, management_role, has_buy_sell_agreement) values
  ('00000000-0000-4000-8000-000000000310', 1, 'Smith & Strange LLC', 'llc', 'membership', 100, 1000, sha256('demo tax id 310'), '3021', 'IL', 1450000, '2.2 x earnings', true, 'Managing member', true)
on conflict do nothing;

insert into fwd.asset_persona_ownership (tenant_id, asset_id, persona_id, ownership_percentage, ownership_type, effective_date, transfer_on_death_to_persona_id) values
  (1, '00000000-0000-4000-8000-000000000301', '00000000-0000-4000-8000-000000000101', 50, 'direct', '2009-06-15', '00000000-0000-4000-8000-000000000103'),
  (1, '00000000-0000-4000-8000-000000000301', '00000000-0000-4000-8000-000000000102', 50, 'direct', '2009-06-15', null),
  (1, '00000000-0000-4000-8000-000000000302', '00000000-0000-4000-8000-000000000101', 100, 'direct', '2001-03-01', null),
  (1, '00000000-0000-4000-8000-000000000302', '00000000-0000-4000-8000-000000000103', 100, 'beneficiary', '2012-01-01', null),
  (1, '00000000-0000-4000-8000-000000000303', '00000000-0000-4000-8000-000000000102', 100, 'direct', '2005-07-01', null),
  (1, '00000000-0000-4000-8000-000000000304', '00000000-0000-4000-8000-000000000101', 100, 'direct', '2021-12-24', null),
  (1, '00000000-0000-4000-8000-000000000305', '00000000-0000-4000-8000-000000000101', 50, 'direct', '2016-04-01', null),
  (1, '00000000-0000-4000-8000-000000000305', '00000000-0000-4000-8000-000000000102', 50, 'direct', '2016-04-01', null),
  (1, '00000000-0000-4000-8000-000000000306', '00000000-0000-4000-8000-000000000111', 100, 'trust', '2018-06-01', null),
  (1, '00000000-0000-4000-8000-000000000307', '00000000-0000-4000-8000-000000000106', 100, 'direct', '1979-05-01', null),
  (1, '00000000-0000-4000-8000-000000000308', '00000000-0000-4000-8000-000000000108', 100, 'direct', '1998-01-01', null),
  (1, '00000000-0000-4000-8000-000000000309', '00000000-0000-4000-8000-000000000107', 100, 'direct', '2019-09-01', null),
  (1, '00000000-0000-4000-8000-000000000310', '00000000-0000-4000-8000-000000000101', 40, 'direct', '2011-02-01', null),
  (1, '00000000-0000-4000-8000-000000000310', '00000000-0000-4000-8000-000000000110', 60, 'direct', '2011-02-01', null),
  (1, '00000000-0000-4000-8000-000000000311', '00000000-0000-4000-8000-000000000105', 100, 'direct', '2016-10-01', null)
on conflict do nothing;

insert into fwd.asset_valuations (tenant_id, asset_id, value, currency_code, valued_on, method, recorded_by_persona_id) values
  (1, '00000000-0000-4000-8000-000000000301', 870000, 'USD', '2022-06-30', 'avm', '00000000-0000-4000-8000-000000000101'),
  (1, '00000000-0000-4000-8000-000000000301', 930000, 'USD', '2024-06-30', 'avm', '00000000-0000-4000-8000-000000000101'),
  (1, '00000000-0000-4000-8000-000000000301', 1000000, 'USD', '2025-12-31', 'appraisal', '00000000-0000-4000-8000-000000000101'),
  (1, '00000000-0000-4000-8000-000000000302', 188500, 'USD', '2025-11-30', 'statement', '00000000-0000-4000-8000-000000000101'),
  (1, '00000000-0000-4000-8000-000000000302', 195250.75, 'USD', '2025-12-31', 'statement', '00000000-0000-4000-8000-000000000101'),
  (1, '00000000-0000-4000-8000-000000000302', 200000, 'USD', '2026-01-31', 'statement', '00000000-0000-4000-8000-000000000101'),
  (1, '00000000-0000-4000-8000-000000000303', 49200, 'USD', '2025-12-31', 'statement', '00000000-0000-4000-8000-000000000102'),
  (1, '00000000-0000-4000-8000-000000000303', 50000, 'USD', '2026-01-31', 'statement', '00000000-0000-4000-8000-000000000102'),
  (1, '00000000-0000-4000-8000-000000000304', 30000, 'USD', '2026-01-31', 'market', '00000000-0000-4000-8000-000000000101'),
  (1, '00000000-0000-4000-8000-000000000305', 418000, 'USD', '2024-12-31', 'statement', '00000000-0000-4000-8000-000000000101'),
  (1, '00000000-0000-4000-8000-000000000305', 400000, 'USD', '2025-12-31', 'statement', '00000000-0000-4000-8000-000000000101'),
  (1, '00000000-0000-4000-8000-000000000306', 655000, 'USD', '2024-12-31', 'custodian', '00000000-0000-4000-8000-000000000111'),
  (1, '00000000-0000-4000-8000-000000000306', 700000, 'USD', '2025-12-31', 'custodian', '00000000-0000-4000-8000-000000000111'),
  (1, '00000000-0000-4000-8000-000000000307', 300000, 'USD', '2025-06-30', 'avm', '00000000-0000-4000-8000-000000000106'),
  (1, '00000000-0000-4000-8000-000000000308', 9000, 'USD', '2019-11-02', 'appraisal', '00000000-0000-4000-8000-000000000101'),
  (1, '00000000-0000-4000-8000-000000000309', 5000, 'USD', '2026-01-31', 'statement', '00000000-0000-4000-8000-000000000101'),
  (1, '00000000-0000-4000-8000-000000000310', 740000, 'USD', '2023-12-31', 'other', '00000000-0000-4000-8000-000000000110'),
  (1, '00000000-0000-4000-8000-000000000310', 800000, 'USD', '2025-12-31', 'other', '00000000-0000-4000-8000-000000000110'),
  (1, '00000000-0000-4000-8000-000000000311', 450000, 'USD', '2025-12-31', 'avm', '00000000-0000-4000-8000-000000000105')
on conflict do nothing;

insert into fwd.media_storage (id, tenant_id, file_name, mime_type, byte_size, storage_key, checksum, uploaded_by) values
  ('00000000-0000-4000-8000-000000001001', 1, 'deed-elm-street.pdf', 'application/pdf', 482133, '1/deed-elm-street', 'sha256:demo-1', '00000000-0000-4000-8000-000000000001'),
  ('00000000-0000-4000-8000-000000001002', 1, 'statement-2026-01.pdf', 'application/pdf', 91244, '1/statement-2026-01', 'sha256:demo-2', '00000000-0000-4000-8000-000000000001')
on conflict do nothing;

insert into fwd.asset_documents (id, tenant_id, asset_id, media_id, kind, title, is_pii) values
  ('00000000-0000-4000-8000-000000001101', 1, '00000000-0000-4000-8000-000000000301', '00000000-0000-4000-8000-000000001001', 'deed', 'Deed of the family home', false),
  ('00000000-0000-4000-8000-000000001102', 1, '00000000-0000-4000-8000-000000000302', '00000000-0000-4000-8000-000000001002', 'statement', 'Statement of January 2026', true)
on conflict do nothing;

select set_config('heirloom.tenant', '', false);
reset role;
