-- The GraphQL fields of each type that the summary withholds. All but `permissions` are there from level read on; `permissions` needs
-- admin. The list depends on the type alone: whether a hidden field has a value must not show.
set role heirloom_procedures;

create or replace view api.asset_redactions with (security_invoker = true) as
select r.asset_type, r.at_summary
from (values
  ('bank_account'::fwd.asset_type_enum, array[
    'description', 'tags', 'value', 'signedValue', 'valuedOn', 'ownedPercentage', 'valuations', 'beneficiaries',
    'documents', 'permissions', 'institutionName', 'accountKind', 'accountTitle', 'accountNumberMasked',
    'routingNumberMasked', 'isJoint', 'openedOn', 'balanceAsOf', 'interestRate', 'maturesOn'
  ]),
  ('investment_account'::fwd.asset_type_enum, array[
    'description', 'tags', 'value', 'signedValue', 'valuedOn', 'ownedPercentage', 'valuations', 'beneficiaries',
    'documents', 'permissions', 'institutionName', 'accountKind', 'accountNumberMasked', 'costBasis', 'cashBalance',
    'riskProfile', 'advisorCompany', 'unrealizedGain'
  ]),
  ('retirement_account'::fwd.asset_type_enum, array[
    'description', 'tags', 'value', 'signedValue', 'valuedOn', 'ownedPercentage', 'valuations', 'beneficiaries',
    'documents', 'permissions', 'planKind', 'institutionName', 'accountNumberMasked', 'employerName', 'vestedBalance',
    'contributionsToDate', 'rmdBeginsOn'
  ]),
  ('real_estate'::fwd.asset_type_enum, array[
    'description', 'tags', 'value', 'signedValue', 'valuedOn', 'ownedPercentage', 'valuations', 'beneficiaries',
    'documents', 'permissions', 'propertyKind', 'useKind', 'titleForm', 'address', 'parcelNumber', 'lotAcres',
    'buildingSqft', 'bedrooms', 'bathrooms', 'yearBuilt', 'purchasePrice', 'purchasedOn', 'assessedValue',
    'annualPropertyTax', 'monthlyRent', 'hoaMonthly', 'securedDebts', 'equity'
  ]),
  ('vehicle'::fwd.asset_type_enum, array[
    'description', 'tags', 'value', 'signedValue', 'valuedOn', 'ownedPercentage', 'valuations', 'beneficiaries',
    'documents', 'permissions', 'vehicleKind', 'make', 'model', 'modelYear', 'vinMasked', 'registrationState',
    'registrationNumberMasked', 'mileage', 'condition', 'storageAddress'
  ]),
  ('business'::fwd.asset_type_enum, array[
    'description', 'tags', 'value', 'signedValue', 'valuedOn', 'ownedPercentage', 'valuations', 'beneficiaries',
    'documents', 'permissions', 'entityName', 'entityKind', 'interestKind', 'interestPercentage', 'shareCount',
    'shareClass', 'taxIdMasked', 'stateOfFormation', 'annualRevenue', 'valuationMethod', 'isActiveParticipant',
    'managementRole', 'hasBuySellAgreement'
  ]),
  ('life_insurance'::fwd.asset_type_enum, array[
    'description', 'tags', 'value', 'signedValue', 'valuedOn', 'ownedPercentage', 'valuations', 'beneficiaries',
    'documents', 'permissions', 'insurerName', 'policyNumberMasked', 'policyKind', 'deathBenefit', 'cashValue',
    'insured', 'issuedOn', 'maturesOn', 'annualPremium', 'premiumFrequency', 'policyStatus'
  ]),
  ('personal_property'::fwd.asset_type_enum, array[
    'description', 'tags', 'value', 'signedValue', 'valuedOn', 'ownedPercentage', 'valuations', 'beneficiaries',
    'documents', 'permissions', 'itemKind', 'brand', 'model', 'serialNumberMasked', 'acquiredOn', 'purchasePrice',
    'condition', 'storageAddress', 'locationNote', 'insuredValue'
  ]),
  ('debt'::fwd.asset_type_enum, array[
    'description', 'tags', 'value', 'signedValue', 'valuedOn', 'ownedPercentage', 'valuations', 'beneficiaries',
    'documents', 'permissions', 'debtKind', 'direction', 'lenderName', 'lender', 'borrower', 'accountNumberMasked',
    'originalAmount', 'outstanding', 'interestRate', 'rateKind', 'originatedOn', 'maturesOn', 'paymentAmount',
    'paymentFrequency', 'debtStatus', 'securedBy', 'counterpart'
  ]),
  ('cryptocurrency'::fwd.asset_type_enum, array[
    'description', 'tags', 'value', 'signedValue', 'valuedOn', 'ownedPercentage', 'valuations', 'beneficiaries',
    'documents', 'permissions', 'network', 'symbol', 'quantity', 'walletKind', 'walletAddressMasked', 'exchangeName',
    'costBasis'
  ]),
  ('collectible'::fwd.asset_type_enum, array[
    'description', 'tags', 'value', 'signedValue', 'valuedOn', 'ownedPercentage', 'valuations', 'beneficiaries',
    'documents', 'permissions', 'collectibleKind', 'title', 'creator', 'period', 'provenance', 'certificateRef',
    'appraisedOn', 'appraiser', 'insuredValue', 'storageAddress'
  ]),
  ('intellectual_property'::fwd.asset_type_enum, array[
    'description', 'tags', 'value', 'signedValue', 'valuedOn', 'ownedPercentage', 'valuations', 'beneficiaries',
    'documents', 'permissions', 'ipKind', 'title', 'registrationNumber', 'jurisdiction', 'filedOn', 'registeredOn',
    'expiresOn', 'annualRoyalty', 'licensee'
  ]),
  ('misc'::fwd.asset_type_enum, array[
    'description', 'tags', 'value', 'signedValue', 'valuedOn', 'ownedPercentage', 'valuations', 'beneficiaries',
    'documents', 'permissions', 'miscKind', 'attributes'
  ])
) as r (asset_type, at_summary);

reset role;
