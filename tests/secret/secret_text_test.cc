#include "secret/secret_text.h"

#include <gmock/gmock.h>

#include <string>

namespace fairlead {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> texts(std::string_view text, const std::vector<TextRange>& ranges) {
  std::vector<std::string> all;
  for (const TextRange& range : ranges) {
    all.emplace_back(text.substr(range.begin, range.end - range.begin));
  }
  return all;
}
std::vector<std::string> found(std::string_view text) { return texts(text, credentials_in(text)); }
std::vector<std::string> values(std::string_view text) { return texts(text, values_in(text)); }

TEST(SecretText, Assignments) {
  EXPECT_THAT(found("host=localhost password=swordfish user=a"), ElementsAre("swordfish"));
  EXPECT_THAT(found("cache:6379,password=swordfish,ssl=false"), ElementsAre("swordfish"));
  EXPECT_THAT(found("Server=x;Password=swordfish;"), ElementsAre("swordfish"));
  EXPECT_THAT(found(R"({"password": "sword\fish", "a": 1})"), ElementsAre("sword\\fish"));
  EXPECT_THAT(found(R"({\"password\":\"swordfish\"})"), ElementsAre("swordfish\\"));
  EXPECT_THAT(found("spring.redis.password=one\nx.y=z\nAPI_KEY: two words\n"),
              ElementsAre("one", "two words"));
  EXPECT_THAT(found("jdbc:postgresql://db/app?user=a&password=swordfish"),
              ElementsAre("swordfish"));
}

TEST(SecretText, OtherSigns) {
  EXPECT_THAT(found(":password => \"one\", :port => 1"), ElementsAre("one"));
  EXPECT_THAT(found("password: {{ .x | default \"one\" }}"),
              ElementsAre("{{ .x | default \"one\" }}"));
  EXPECT_THAT(found("password: {{ .x | default .y }}"), IsEmpty());
  EXPECT_THAT(found("- op: add\n  path: /spec/auth/password\n  value: one\n- path: /a\n  value: b"),
              ElementsAre("one"));
}

TEST(SecretText, ValuesBesideTheirNames) {
  EXPECT_THAT(found("- name: DB_PASSWORD\n  value: \"one\" x\n- name: A\n  value: b\n"),
              ElementsAre("one"));
  EXPECT_THAT(found("- {name: DB_PASSWORD, value: one: x: }"), ElementsAre("one: x:"));
  EXPECT_THAT(found("- name: DB_PASSWORD\n  value:\n    one x\n"), ElementsAre("    one x"));
}

TEST(SecretText, AroundAtSigns) {
  EXPECT_THAT(found("redis://:one@h:1,redis://:two@h:2"), ElementsAre("one", "two"));
  EXPECT_THAT(found(":swordfish@localhost:6379"), ElementsAre("swordfish"));
  EXPECT_THAT(found("user:swordfish@tcp(localhost:3306)/app"), ElementsAre("swordfish"));
  EXPECT_THAT(found("redis:/:swordfish@localhost"), ElementsAre("/:swordfish"));
  EXPECT_THAT(found("redis://app:hunter3"), ElementsAre("hunter3"));  // the host is forgotten
  EXPECT_THAT(found("redis://:sword fish@localhost"), ElementsAre("sword fish"));
  EXPECT_THAT(found("redis://:$(X)fish@localhost"), ElementsAre("$(X)fish"));
  EXPECT_THAT(found("https://token@example.org/x.git"), ElementsAre("token"));
}

TEST(SecretText, Webhooks) {
  EXPECT_THAT(found("url: https://hooks.slack.com/services/T0/B0/swordfish # alerts"),
              ElementsAre("T0/B0/swordfish"));
  EXPECT_THAT(found("AZURE_REDIS_KEY=swordfish"), ElementsAre("swordfish"));
}

TEST(SecretText, CommandLinesAndConfiguration) {
  EXPECT_THAT(found("redis-cli -a swordfish -h cache ping"), ElementsAre("swordfish"));
  EXPECT_THAT(found("exec redis-server --requirepass swordfish --port 1"),
              ElementsAre("swordfish"));
  EXPECT_THAT(found("port 1\nrequirepass \"one\"\nmasterauth two\n"), ElementsAre("one", "two"));
  EXPECT_THAT(found("sentinel auth-pass queue swordfish"), ElementsAre("swordfish"));
  EXPECT_THAT(found("user a on >one +get>two (>three +@all)\nuser b on \">four"),
              ElementsAre("one", "two", "three", "four"));
  EXPECT_THAT(found("ACL SETUSER a on >one"), ElementsAre("one"));
}

TEST(SecretText, MisspeltDirectives) {
  EXPECT_THAT(found("sentinel auth-pass mymaster swordfish\n"), ElementsAre("swordfish"));
  EXPECT_THAT(found("sentinel auth_pas mymaster sword fish\n"), ElementsAre("sword fish"));
  EXPECT_THAT(found("sentinel auth-pass swordfish\n"), ElementsAre("swordfish"));
  EXPECT_THAT(found("requirepas swordfish\n  --masterauht swordfish2"),
              ElementsAre("swordfish", "swordfish2"));
  EXPECT_THAT(found("sentinel requirepas swordfish\nsentinel masterauth swordfish2\n"),
              ElementsAre("swordfish", "swordfish2"));
  EXPECT_THAT(found("sentinel auth swordfish\n"), ElementsAre("swordfish"));
  EXPECT_THAT(found("sentinel auth-user mymaster bob\nsentinel parallel-syncs mymaster 1\n"),
              IsEmpty());
}

TEST(SecretText, OptionsWithOtherDashes) {
  EXPECT_THAT(found("redis-server -requirepass swordfish"), ElementsAre("swordfish"));
  EXPECT_THAT(found("redis-server \u2014requirepass swordfish"), ElementsAre("swordfish"));
  EXPECT_THAT(found("redis-server \u2013requirepas swordfish"), ElementsAre("swordfish"));
  EXPECT_THAT(found("redis-server --authpass one --masterpass two"), ElementsAre("one", "two"));
  EXPECT_THAT(found("redis-server --acl-user w:swordfish"), ElementsAre("swordfish"));
  EXPECT_THAT(found("redis-server --user=w on >swordfish"), ElementsAre("swordfish"));
  EXPECT_THAT(found("--sentinel auth-pass m swordfish x"), ElementsAre("swordfish x"));
  EXPECT_THAT(found("auth-pass m swordfish"), ElementsAre("m swordfish"));
}

TEST(SecretText, GluedToOptions) {
  EXPECT_THAT(found("redis-server --requirepass:one"), ElementsAre("one"));
  EXPECT_THAT(found("redis-server --requirepassone --port 1"), ElementsAre("one"));
  EXPECT_THAT(found("redis-server --tls-key-file-pass=one"), ElementsAre("one"));
  EXPECT_THAT(found("redis-server --requirepass\"one\" x"), ElementsAre("one"));
  EXPECT_THAT(found("redis-server --requirepas=one --masterauth>two"), ElementsAre("one", "two"));
  EXPECT_THAT(found("x --auth-pass-file /x --sentinel-password-file /y"), IsEmpty());
}

TEST(SecretText, Scripts) {
  EXPECT_THAT(found("echo \"AUTH swordfish\" | redis-cli"), ElementsAre("swordfish"));
  EXPECT_THAT(found("curl -ua:swordfish x"), ElementsAre("swordfish"));
  EXPECT_THAT(found("redis-cli -aswordfish ping"), ElementsAre("swordfish"));
  EXPECT_THAT(found("redis-cli -h cache AUTH swordfish"), ElementsAre("swordfish"));
  EXPECT_THAT(found("redis-cli auth w swordfish && ls -al"), ElementsAre("swordfish"));
  EXPECT_THAT(found("curl -u a:swordfish http://x"), ElementsAre("swordfish"));
  EXPECT_THAT(found("curl --user a:swordfish http://x"), ElementsAre("swordfish"));
  EXPECT_THAT(found("printf \"user w on >swordfish\""), ElementsAre("swordfish"));
  EXPECT_THAT(found("printf 'port 1\\nuser w on >swordfish\\n'"), ElementsAre("swordfish"));
}

// What sed and printf do with a directive is read otherwise: neither the pattern nor `%s` is one.
TEST(SecretText, WordsThatProgramsFillIn) {
  EXPECT_THAT(found("sed -i 's|^# requirepass .*|requirepass swordfish|' /x"), IsEmpty());
  EXPECT_THAT(found("printf \"requirepass %s\\n\" swordfish"), IsEmpty());
  EXPECT_THAT(found("redis-server --requirepass $(echo -n swordfish) --port 1"),
              ElementsAre("$(echo -n swordfish)"));
  EXPECT_THAT(found("redis-server --requirepass \"`echo -n swordfish`\" --port 1"),
              ElementsAre("`echo -n swordfish`"));
  EXPECT_THAT(found("REDIS_PASSWORD=$(echo \"sword fish\") x"),
              ElementsAre("$(echo \"sword fish\")"));
  EXPECT_THAT(found("A_PASSWORD=\"$(echo \"a b\" | tr b c)\" x"),
              ElementsAre("$(echo \"a b\" | tr b c)"));
  EXPECT_THAT(found("redis-server --requirepass $(cat /run/secrets/x) --port 1"), IsEmpty());
  EXPECT_THAT(found("X_PASSWORD=$(cat \"$FILE\"); Y_PASSWORD=`cat /x`"), IsEmpty());
  EXPECT_THAT(found("sh -c \"echo \\\"requirepass swordfish\\\" | cat\""),
              ElementsAre("swordfish"));
}

TEST(SecretText, LinesThatAreTorn) {
  EXPECT_THAT(found("port 1\nrequirepass \"sword fish\n"), ElementsAre("sword fish"));
  EXPECT_THAT(found("masterauth sword \"fish"), ElementsAre("sword \"fish"));
  EXPECT_THAT(found("requirepass it's a fish"), ElementsAre("it's a fish"));
  EXPECT_THAT(found("requirepas one two"), ElementsAre("one two"));
  EXPECT_THAT(found("sentinel sentinel-pass swordfish # comment"),
              ElementsAre("swordfish # comment"));
  EXPECT_THAT(found("user w on >sword \"fish"), ElementsAre("sword \"fish"));
  EXPECT_THAT(found("user w on swordfish\" +@all"), ElementsAre("swordfish\" +@all"));
  EXPECT_THAT(found("user w on > -swordfish +@all"), ElementsAre("-swordfish"));
}

TEST(SecretText, VariablesOfCredentials) {
  EXPECT_THAT(credential_variables(R"(redis-server --requirepass "$A" --port $B)"),
              ElementsAre("A"));
  EXPECT_THAT(credential_variables("redis://$(USER):$(B)@$(HOST):$(PORT)/$(DB)"), ElementsAre("B"));
  EXPECT_THAT(credential_variables("redis-cli -a ${C} ping"), ElementsAre("C"));
  EXPECT_THAT(credential_variables("redis://$(HOST):$(PORT)/0"), IsEmpty());
  EXPECT_THAT(found("--requirepass ${A:-swordfish}"), ElementsAre("${A:-swordfish}"));
  EXPECT_EQ(variable_name("$$A_1"), "A_1");
  EXPECT_EQ(variable_name("A"), "");
  EXPECT_EQ(variable_name("$"), "");
}

TEST(SecretText, Comments) {
  EXPECT_THAT(found("# REDIS_PASSWORD=swordfish"), ElementsAre("swordfish"));
  EXPECT_THAT(found("# password: swordfish here"), ElementsAre("swordfish"));
  EXPECT_THAT(found("# requirepass swordfish"), ElementsAre("swordfish"));
  EXPECT_THAT(found("# its password was sw0rdfish, once"), ElementsAre("sw0rdfish"));
  EXPECT_THAT(found("# password is swordfish"), ElementsAre("swordfish"));
  EXPECT_THAT(found("# requirepas swordfish\n# user w on >swordfish2\n"),
              ElementsAre("swordfish", "swordfish2"));
  EXPECT_THAT(found("timeout abc # authpass swordfish"), ElementsAre("swordfish"));
  EXPECT_THAT(found("maxmemory 1Gi # requirepas swordfish"), ElementsAre("swordfish"));
  EXPECT_THAT(found("maxmemory 1Gi # auth swordfish"), ElementsAre("swordfish"));
  EXPECT_THAT(found("# the password comes from the server's secret"), ElementsAre("server's"));
}

// What is hidden cannot be read in a report either, so that names must stay.
TEST(SecretText, LeavesTheRestAlone) {
  EXPECT_THAT(found("redis://cache.jobs:6379/0"), IsEmpty());
  EXPECT_THAT(found("redis://user:$(REDIS_PASSWORD)@${HOST}:6379"), IsEmpty());
  EXPECT_THAT(found("registry:5000/app:1.2@sha256:0123"), IsEmpty());
  EXPECT_THAT(found("git@github.example:a/b"), IsEmpty());
  EXPECT_THAT(found("secretName: cache-auth\npasswordKey: redis-password\n"), IsEmpty());
  EXPECT_THAT(found("existingSecret=cache-auth"), IsEmpty());
  EXPECT_THAT(found("--password $PASSWORD --token-ttl 5 -a x"), IsEmpty());
  EXPECT_THAT(found("echo user > /tmp/file"), IsEmpty());
  EXPECT_THAT(found("# the password comes from the Secret"), IsEmpty());
  EXPECT_THAT(found("password: {{ .Values.password }}"), IsEmpty());
  EXPECT_THAT(found("docker run -u 1000:1000 --user app:app redis"), IsEmpty());
  EXPECT_THAT(found("redis-cli ping; ls -al; tar -acf x"), IsEmpty());
  EXPECT_THAT(found("make # uses the token that CI gives it"), IsEmpty());
  EXPECT_THAT(found("# the password is set by the operator"), IsEmpty());
  EXPECT_THAT(found("echo \"Setting sentinel auth values\""), IsEmpty());
  EXPECT_THAT(found("# user -> group, a user > 5 requests"), IsEmpty());
  EXPECT_THAT(found("swordfish"), IsEmpty());
  EXPECT_THAT(found(""), IsEmpty());
}

TEST(SecretText, ValuesOfASecret) {
  EXPECT_THAT(
      values("kind: Secret\nmetadata: {name: a}\nstringData:\n  one: x y\n  two: >\n    z\n"),
      ElementsAre("x y", "    z"));
  EXPECT_THAT(values("{\"kind\":\"Secret\",\"data\":{\"one\":\"x\",\n\"two\":\n\"y\"]}}"),
              ElementsAre("x", "\"y\"]}}"));
}

// Each is a megabyte in which a careless reader looks at everything for everything. What is found
// is never more than the text repeats.
TEST(SecretText, StaysLinear) {
  for (const std::string_view part : {"pass=",
                                      "pass= ",
                                      "a:b@ ",
                                      "-a x ",
                                      "pass='x ",
                                      "# password\n",
                                      "password:\n  x\n",
                                      "http://a:b@c ",
                                      "password: |\n",
                                      "--user w >x ",
                                      "redis-cli AUTH a ",
                                      "curl -u a:b ",
                                      "--requirepassx ",
                                      "# user w on >x\n",
                                      "x # password: y ",
                                      "sentinel auth-pass m x ",
                                      "\"user\" ",
                                      "\\n",
                                      "redis-cli -ax; ",
                                      "pass=$(x ",
                                      "--requirepass $(",
                                      "pass=`x "}) {
    std::string text;
    std::size_t parts = 0;
    for (; text.size() < 1u << 20; ++parts) text += part;
    EXPECT_LE(credentials_in(text).size(), parts) << part;
    EXPECT_LE(values_in(text).size(), parts) << part;
  }
}

}  // namespace
}  // namespace fairlead
