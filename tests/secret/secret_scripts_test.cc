#include "secret/secret_scripts.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <string>

#include "facts/connect/credential.h"
#include "secret/secret_edits.h"
#include "secret/secret_names.h"
#include "secret/secret_text.h"

namespace fairlead {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> texts(std::string_view text, std::vector<TextRange> ranges) {
  std::vector<std::string> all;
  for (const TextRange& range : joined(std::move(ranges))) {
    all.emplace_back(text.substr(range.begin, range.end - range.begin));
  }
  return all;
}
std::vector<std::string> hidden(std::string_view text) { return texts(text, hidden_words(text)); }

TEST(SecretScripts, Sed) {
  EXPECT_THAT(hidden("sed -i 's|^# requirepass .*|requirepass swordfish|' /r.conf"),
              ElementsAre("swordfish"));
  EXPECT_THAT(hidden("sed -i 's/# requirepass foobared/requirepass swordfish/g' /r.conf"),
              ElementsAre("swordfish"));
  EXPECT_THAT(hidden("sed -e \"s#__REDIS_PASSWORD__#swordfish#\" /r"), ElementsAre("swordfish"));
  EXPECT_THAT(hidden(R"(sed 's/\(requirepass\) .*/\1 sword\/fish/' /r)"),
              ElementsAre(R"(sword\/fish)"));
  EXPECT_THAT(hidden(R"(sed -i '/requirepass/c\requirepass swordfish' /r)"),
              ElementsAre("swordfish"));
  EXPECT_THAT(hidden("sed -i 's/PASSWORD/$REDIS_PASSWORD/' /r; sed 's/6379/6380/' /x"), IsEmpty());
  EXPECT_THAT(hidden("sed -i 's|requirepass .*|requirepass ${P}|' /r"), IsEmpty());
}

TEST(SecretScripts, Printf) {
  EXPECT_THAT(hidden("printf \"requirepass %s\\n\" swordfish > /r"), ElementsAre("swordfish"));
  EXPECT_THAT(hidden("printf 'port %s\\nmasterauth %s\\n' 6379 'sword fish'"),
              ElementsAre("sword fish"));
  EXPECT_THAT(hidden("printf 'user a on >%s ~* %%\\n' \"swordfish\""), ElementsAre("swordfish"));
  EXPECT_THAT(hidden("printf \\\"requirepass %s\\\" \\\"swordfish\\\""), ElementsAre("swordfish"));
  EXPECT_THAT(hidden("printf 'port %s\\nrequirepass %s\\n' 6379"), IsEmpty());
  EXPECT_THAT(hidden("printf 'requirepass %s\\n' \"$P\""), IsEmpty());
}

TEST(SecretScripts, Headers) {
  EXPECT_THAT(hidden("curl -H \"Authorization: Bearer swordfish\" http://x"),
              ElementsAre("swordfish"));
  EXPECT_THAT(hidden("curl -H Authorization:\\ Basic\\ swordfish http://x"),
              ElementsAre("swordfish"));
  EXPECT_THAT(hidden("http x \"Authorization:Bearer swordfish\""), ElementsAre("swordfish"));
  EXPECT_THAT(hidden("HDR=Authorization: Bearer swordfish"), ElementsAre("swordfish"));
  EXPECT_THAT(hidden("{\"Authorization\": \"Bearer swordfish\"}"), ElementsAre("swordfish"));
  EXPECT_THAT(hidden("curl -H \"Authorization: swordfish\" x"), ElementsAre("swordfish"));
  EXPECT_THAT(hidden("Authorization: enabled"), IsEmpty());
  EXPECT_THAT(hidden("curl -H \"Authorization: sw0rdfish\" x"), ElementsAre("sw0rdfish"));
  EXPECT_THAT(hidden("X=Bearer sw0rdfish"), ElementsAre("sw0rdfish"));
  EXPECT_THAT(hidden("# Authorization: depends on the bearer who has signed it"), IsEmpty());
  EXPECT_THAT(hidden("curl -H \"Authorization: Bearer $TOKEN\" x"), IsEmpty());
}

TEST(SecretScripts, OptionsOfPrograms) {
  EXPECT_THAT(hidden("mysql -pswordfish db; ls -pa"), ElementsAre("swordfish"));
  EXPECT_THAT(hidden("/usr/bin/mysqldump -u root -pswordfish db"), ElementsAre("swordfish"));
  EXPECT_THAT(hidden("sshpass -p one ssh x; sshpass -ptwo ssh y"), ElementsAre("one", "two"));
  EXPECT_THAT(hidden("docker login -u a -p one; docker run -p 6379:6379 redis"),
              ElementsAre("one"));
  EXPECT_THAT(hidden("rabbitmqctl add_user a one && rabbitmqctl set_user_tags a administrator"),
              ElementsAre("one"));
  EXPECT_THAT(hidden("htpasswd -b /f a one"), ElementsAre("one"));
  EXPECT_THAT(hidden("openssl enc -k one -pass pass:two"), ElementsAre("one", "two"));
  EXPECT_THAT(hidden("aws configure set aws_secret_access_key swordfish"),
              ElementsAre("swordfish"));
  EXPECT_THAT(hidden("aws configure set region us-east-1"), IsEmpty());
  EXPECT_THAT(hidden("kubectl create secret generic a --from-literal=b=one --from-literal c=two"),
              ElementsAre("one", "two"));
  EXPECT_THAT(hidden("mkdir -p /data && cp -p a b; mongod -p 1; mysql -p db -h x"),
              ElementsAre("1"));
}

TEST(SecretScripts, Files) {
  EXPECT_THAT(hidden("echo -n \"swordfish\" > /run/secrets/redis_password"),
              ElementsAre("swordfish"));
  EXPECT_THAT(hidden("echo swordfish | tee /x/redis-password"), ElementsAre("swordfish"));
  EXPECT_THAT(hidden("echo root:swordfish | chpasswd"), ElementsAre("swordfish"));
  EXPECT_THAT(hidden("echo starting > /tmp/log; cat x > /run/password"), IsEmpty());
}

TEST(SecretScripts, Announced) {
  EXPECT_THAT(hidden("tcp-check send AUTH\\ one\\r\\n"), ElementsAre("one\\r\\n"));
  EXPECT_THAT(hidden("(printf \"AUTH one\\r\\nPING\"; sleep 1) | nc redis 6379"),
              ElementsAre("one\\r\\nPING"));
  EXPECT_THAT(hidden("printf 'AUTH default one' | nc r 6379"), ElementsAre("default", "one"));
  EXPECT_THAT(hidden("redis.call('AUTH', 'one')"), ElementsAre("one"));
  EXPECT_THAT(hidden("CREATE USER a WITH PASSWORD 'one'"), ElementsAre("one"));
  EXPECT_THAT(hidden("ALTER USER a IDENTIFIED BY 'one'"), ElementsAre("one"));
  EXPECT_THAT(hidden("machine x login a password sw0rdfish"), ElementsAre("sw0rdfish"));
  EXPECT_THAT(hidden("set password to swordfish"), ElementsAre("swordfish"));
  EXPECT_THAT(hidden("REDIS_ARGS=--requirepass swordfish"), ElementsAre("swordfish"));
  EXPECT_THAT(
      hidden("the password /run/secrets/x1 is read; AUTH is needed, kubectl get secret a-1"),
      IsEmpty());
}

TEST(SecretScripts, Enclosed) {
  EXPECT_THAT(hidden("<a><password>one</password><b>two</b></a>"), ElementsAre("one"));
  EXPECT_THAT(hidden("<add key=\"password\" value=\"one\"/>"), ElementsAre("\"one\"/"));
  EXPECT_THAT(hidden("client.setPassword(\"one\").setHost(\"two\")"), ElementsAre("one"));
  EXPECT_THAT(hidden("-----BEGIN RSA PRIVATE KEY-----\none\n-----END RSA PRIVATE KEY-----\ntwo"),
              ElementsAre("\none\n"));
  EXPECT_THAT(hidden("redis-socket://one@/x.sock ssh://git@x/y"), ElementsAre("one"));
}

TEST(SecretScripts, LoneUsers) {
  EXPECT_THAT(hidden("REDIS_HOST=swordfish@nosuch"), ElementsAre("swordfish"));
  EXPECT_THAT(hidden("swordfish@redis:26379,other@redis:1"), ElementsAre("swordfish", "other"));
  EXPECT_THAT(hidden("MAIL=a@example.com git@github.com:22 ADMIN_ADDRESS=a@b"), IsEmpty());
  EXPECT_THAT(hidden("image: x/redis@sha256:0123 $(U)@redis:6379 actions/checkout@v4"), IsEmpty());
  EXPECT_EQ(lone_user("url", "swordfish@redis"), 9u);
  EXPECT_EQ(lone_user("REDIS_HOST", "$(X)@redis"), 0u);
  EXPECT_EQ(lone_user("email", "a@example.com"), 0u);
  EXPECT_EQ(lone_user("url", "redis://a@redis"), 0u);
}

TEST(SecretScripts, Fallbacks) {
  const auto found = [](std::string_view text) {
    return texts(text, fallbacks(text, names_credential));
  };
  EXPECT_THAT(found("x ${REDIS_PASSWORD:-one} ${A_TOKEN-two} ${B_SECRET:=three}"),
              ElementsAre("one", "two", "three"));
  EXPECT_THAT(found("${REDIS_HOST:-one} ${A_TOKEN:?must be set} ${A_TOKEN:-$B} ${A_TOKEN:-} ${"),
              IsEmpty());
}

TEST(SecretScripts, Names) {
  for (const std::string_view name :
       {"REDISPASS", "redispass", "AUTHKEY", "SIGNINGKEY", "DBPWD", "BOTTOKEN", "APPSECRET",
        "REDISAUTH", "X_ENCRYPTIONKEY", "PASSWORD2", "db_token1", "MYPSWD"}) {
    EXPECT_TRUE(names_credential(name)) << name;
  }
  for (const std::string_view name :
       {"COMPASS",    "BYPASS",    "MONKEY",      "KEYBOARD",     "AUTHOR",          "author",
        "TURKEY",     "OLDPWD",    "PASSIVE",     "KEYSPACE",     "IMAGEPULLSECRET", "TLSSECRET",
        "CACHEKEY",   "TOKENIZER", "OAUTH",       "AUTH0_DOMAIN", "OAUTH2",          "PARTITIONKEY",
        "ROUTINGKEY", "PUBLICKEY", "SSHAUTHSOCK", "MAXTOKENS"}) {
    EXPECT_FALSE(names_credential(name)) << name;
  }
  for (const std::string_view name :
       {"XYZPASS", "API_KEYS", "PASSWORDS", "JWT", "SALT", "X_COOKIE"})
    EXPECT_TRUE(resembles_credential(name)) << name;
  for (const std::string_view name : {"COMPASS", "BYPASS", "PWD", "OLDPWD", "MAX_TOKENS", "salt",
                                      "COOKIE_DOMAIN", "MONKEY", "KEYBOARD", "AUTHOR", ""}) {
    EXPECT_FALSE(resembles_credential(name)) << name;
  }
}

// Each is a megabyte in which a careless reader looks at everything for everything.
TEST(SecretScripts, StaysLinear) {
  for (const std::string_view part : {"mysql ",
                                      "mysql -p ",
                                      "sed s|",
                                      "sed s|x|y| ",
                                      "printf \"%s ",
                                      "printf %s%s a ",
                                      "tee x ",
                                      "echo x > password ",
                                      "| tee password ",
                                      "chpasswd ",
                                      "create secret ",
                                      "a@b:1 ",
                                      "a@",
                                      "${P:-",
                                      "${PASSWORD:-x} ",
                                      "Authorization: ",
                                      "Bearer ",
                                      "set password ",
                                      "docker login ",
                                      "/requirepass ",
                                      "$(",
                                      "`"}) {
    std::string text;
    while (text.size() < 1u << 20) text += part;
    EXPECT_LE(hidden_words(text).size(), text.size() / part.size() * 80) << part;
    EXPECT_LE(fallbacks(text, names_credential).size(), text.size() / part.size()) << part;
  }
}

}  // namespace
}  // namespace fairlead
