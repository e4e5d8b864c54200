"""What is asked, by both sides: operations for the gateway, scripts of statements for the floor."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

TENANTS = 50
CIRCLES, PERSONAS, LAST_START = 40_000, 200_000, 190_000

PERSONA = "id firstName lastName emails{usageType address} assets{percentage asset{id name category value}}"


@dataclass(frozen=True)
class Workload:
    name: str
    about: str
    query: str
    variables: str = "{}"
    """JSON with `%d` where a random number from 1 to `highest` goes."""
    highest: int = 1
    floor: str | None = None
    """The pgbench script that does the same work; keys of one statement go into the next."""
    goal: int = 0
    """Microseconds of the gateway's processor time a request."""


FLOOR_PERSONAS = """
select * from floor.emails(:tenant, :personas::bigint[]);
select * from floor.assets(:tenant, :personas::bigint[]);
"""

W1 = Workload(
    "W1",
    "one circle, four levels",
    "query($id:ID!){ffc(id:$id){id name members{role persona{%s}}}}" % PERSONA,
    '{"id":"%d"}',
    CIRCLES,
    rf"""\set id random(1, {CIRCLES})
\set tenant :id % {TENANTS} + 1
select id, name from floor.ffcs(:tenant, array[:id]::bigint[]);
select array_agg(persona_id) as personas, count(role), count(persona_first_name), count(persona_last_name)
from floor.ffc_members(:tenant, array[:id]::bigint[]) \gset
{FLOOR_PERSONAS}""",
    120,
)
W2 = Workload(
    "W2",
    "fifty personas, their e-mail addresses and assets",
    "query($after:ID,$first:Int){personas(after:$after,first:$first){%s}}" % PERSONA,
    '{"after":"%d","first":50}',
    LAST_START,
    rf"""\set after random(1, {LAST_START})
\set tenant random(1, {TENANTS})
select array_agg(id) as personas, count(first_name), count(last_name) from floor.all_personas(:tenant, :after, 50) \gset
{FLOOR_PERSONAS}""",
    350,
)
W3 = Workload(
    "W3",
    "one persona, three scalars",
    "query($id:ID!){persona(id:$id){id firstName lastName}}",
    '{"id":"%d"}',
    PERSONAS,
    rf"""\set id random(1, {PERSONAS})
\set tenant :id % {TENANTS} + 1
select id, first_name, last_name from floor.personas(:tenant, array[:id]::bigint[]);
""",
    40,
)
TYPE = "kind name ofType{kind name ofType{kind name ofType{kind name ofType{kind name ofType{kind name}}}}}"
INPUT = "name description type{%s} defaultValue isDeprecated deprecationReason" % TYPE
W4 = Workload(
    "W4",
    "introspection of the whole schema",
    "query{__schema{description queryType{name} mutationType{name} subscriptionType{name} types{kind name description"
    " specifiedByURL isOneOf fields(includeDeprecated:true){name description args(includeDeprecated:true){%s} type{%s} isDeprecated"
    " deprecationReason} inputFields(includeDeprecated:true){%s} interfaces{%s} enumValues(includeDeprecated:true){name description"
    " isDeprecated deprecationReason} possibleTypes{%s}} directives{name description isRepeatable locations"
    " args(includeDeprecated:true){%s}}}}" % (INPUT, TYPE, INPUT, TYPE, TYPE, INPUT),
    goal=60,
)
# No floors and no goals of their own: they are for the two flight plans.
DEEP = Workload(
    "deep",
    "one circle, its members, their assets and the owners of these: four levels",
    "query($id:ID!){ffc(id:$id){name members{role persona{firstName assets{percentage asset{name value"
    " owners{percentage persona{firstName}}}}}}}}",
    '{"id":"%d"}',
    CIRCLES,
)
KIN = Workload(
    "kin",
    "one persona, his assets, their owners and the e-mail addresses of these: four levels of few rows",
    "query($id:ID!){persona(id:$id){firstName assets{percentage asset{name value owners{percentage persona{firstName"
    " emails{address}}}}}}}",
    '{"id":"%d"}',
    PERSONAS,
)
CIRCLE_WORKLOADS = [W1, W2, W3, W4]
DASHBOARD = Workload(
    "dashboard",
    "the dashboard of a demo family, with all rules of access",
    " ".join((Path(__file__).parent.parent / "Tests/ScenarioTests/Scenarios/dashboard/query.graphql").read_text().split()),
)
