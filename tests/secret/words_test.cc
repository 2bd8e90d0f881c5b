// How texts show: what a reader understands, and `…` for what it does not.
#include <gtest/gtest.h>

#include "facts/connect/credential.h"
#include "secret/credentials.h"
#include "secret/file_reader.h"
#include "secret/shown.h"
#include "secret/word.h"

namespace fairlead {
namespace {

std::string shown(std::string_view text, TextKind kind) {
  TextReader reader(text);
  reader.read({0, text.size()}, kind);
  std::string result;
  std::size_t at = 0;
  for (const HiddenPart& part : in_order(std::move(reader.hidden), text)) {
    result.append(text.substr(at, part.begin - at));
    result.append(part.credential ? credential_glyph : unread_glyph);
    at = part.end;
  }
  return result.append(text.substr(at));
}

TEST(SecretWords, ValuesShowButForCredentials) {
  const auto value = [](std::string_view text) { return shown(text, TextKind::value); };
  for (const std::string_view text :
       {"fileprocess-jobs", "redis://cache.jobs:6379/0", "a,b", "redis:7.2", "cache:6379,b:6379",
        "quay.io/x/redis@sha256:0123", "git@github.example:a/b", "$(REDIS_PASSWORD)",
        "redis://user:$(REDIS_PASSWORD)@${HOST}:6379", "http://[::1]:80/x@y", "{{.Values.x}}",
        "mongodb://a:1,b:2/db?x=y"}) {
    EXPECT_EQ(value(text), text);
  }
  EXPECT_EQ(value("redis://app:hunter2@cache:6379/0"), "redis://app:****@cache:6379/0");
  EXPECT_EQ(value("redis://hunter2@cache"), "redis://****@cache");
  EXPECT_EQ(value("redis://:a/b#c?d@h:1/0"), "redis://:****@h:1/0");
  EXPECT_EQ(value("redis://app:hunter2"), "redis://app:****");  // the host is forgotten
  EXPECT_EQ(value("jdbc:postgresql://db/app?user=a&password=x"),
            "jdbc:postgresql://db/app?user=a&password=****");
  EXPECT_EQ(value("DB_PASSWORD=x"), "DB_PASSWORD=****");
  EXPECT_EQ(value("localhost:6379,password=x,ssl=false"), "localhost:6379,password=****,ssl=false");
  EXPECT_EQ(value("ghp_16C7e42F292c6912E7710c838347Ae178B4a"), "…");
}

TEST(SecretWords, WhoLogsInIsHiddenHoweverTheUrlIsBroken) {
  const auto value = [](std::string_view text) { return shown(text, TextKind::value); };
  EXPECT_EQ(value("redis:///u:hunter2@cache:6379"), "redis:///u:****@cache:6379");
  EXPECT_EQ(value("redis:////u:a/b@cache"), "redis:////u:****@cache");
  EXPECT_EQ(value("redis:///hunter2@cache"), "redis:///****@cache");
  EXPECT_EQ(value("redis:/u:hunter2@cache"), "redis:/u:****@cache");
  EXPECT_EQ(value("redis:u:hunter2@cache"), "redis:u:****@cache");
  EXPECT_EQ(value("redis:%2F%2Fu:hunter2@cache"), "redis:%2F%2Fu:****@cache");
  EXPECT_EQ(value("reids://u:hunter2@cache"), "reids://u:****@cache");
  EXPECT_EQ(value("reids:///u:hunter2@cache"), "reids:///u:****@cache");
  EXPECT_EQ(value("redis://u%3Ahunter2%40cache:6379"), "redis://u%3A****%40cache:6379");
  EXPECT_EQ(value("redis:///u%3ahunter2%40cache/0"), "redis:///u%3a****%40cache/0");
  EXPECT_EQ(value("redis:u%3Ahunter2%40cache"), "redis:u%3A****%40cache");
  EXPECT_EQ(value("redis://hunter2%40cache"), "redis://****%40cache");
  EXPECT_EQ(value("u%3Ahunter2%40cache"), "****%40cache");
  EXPECT_EQ(value("redis://sk_9fKx2Lq81:@cache"), "redis://****:@cache");
  for (const std::string_view text :
       {"redis://app:@cache", "file:///home/a@b/c", "redis:7@sha256:0123", "redis:///0",
        "postgres:///shop?host=/run&application_name=a@b", "https://x/?mail=a%40b",
        "redis:6379,cache:6379"}) {
    EXPECT_EQ(value(text), text);
  }
  const Credentials none;
  EXPECT_EQ(none.hidden_in("u%3Ahunter2%40cache"), "****%40cache");
  EXPECT_EQ(none.hidden_in("redis:u:hunter2@cache"), "redis:u:****@cache");
  EXPECT_EQ(none.hidden_in("jobs:a@b"), "jobs:a@b");
}

TEST(SecretWords, OfTemplatesAllShowsButLiteralsThatMayBeCredentials) {
  for (const TextKind kind : {TextKind::value, TextKind::words}) {
    const auto as_is = [&](std::string_view text) { EXPECT_EQ(shown(text, kind), text); };
    as_is("{{ .Release.Name }}");
    as_is(R"({{ printf "%s-redis-master" .Release.Name | trunc 63 }})");
    as_is(R"({{- if eq .Values.mode "sentinel" -}})");
    as_is(R"({{ include "app.redisPassword" . | b64enc }})");
    as_is(R"({{ .Values.url | default "redis://cache:6379" }})");
    EXPECT_EQ(shown(R"({{ .Values.auth.password | default "swordfish" }})", kind),
              R"({{ .Values.auth.password | default "****" }})");
    EXPECT_EQ(shown(R"({{ .Values.url | default "redis://u:swordfish@cache" }})", kind),
              R"({{ .Values.url | default "redis://u:****@cache" }})");
    EXPECT_EQ(shown(R"({{ default "ghp_16C7e42F292c6912E7710c838347Ae178B4a" .Values.x }})", kind),
              R"({{ default "…" .Values.x }})");
    EXPECT_EQ(shown("{{- /* swordfish */ -}}", kind), "{{- …}}");
  }
  EXPECT_EQ(shown("{{ .Release.Name }}-redis", TextKind::value), "{{ .Release.Name }}-redis");
  EXPECT_EQ(shown(R"(redis-cli -a {{ .x | default "swordfish" }} ping)", TextKind::words),
            R"(redis-cli -a {{ .x | default "****" }} ping)");
}

TEST(SecretWords, OfTemplatesTheFieldsShowWhereACredentialBelongs) {
  for (const std::string_view text :
       {"redis://:{{ .Values.redis.password }}@cache:{{ .Values.redis.port }}/0",
        "redis://{{ .Values.user }}:{{ .Values.password | urlquery }}@cache:6379/0"}) {
    EXPECT_EQ(shown(text, TextKind::value), text);
    EXPECT_EQ(shown(text, TextKind::words), text);
  }
  EXPECT_EQ(shown(R"(redis://:x{{ .y | default "z" }}@cache)", TextKind::words),
            R"(redis://:****{{ .y | default "****" }}@cache)");
  for (const std::string_view text :
       {"user {{ .Values.user | lower }} on >{{ .Values.redis.password | trunc 8 }} ~* +@all",
        "requirepass {{ .Values.redis.password }}"}) {
    EXPECT_EQ(shown(text, TextKind::conf), text);
  }
  for (const std::string_view text :
       {R"(requirepass {{ required "no password" .Values.x }})",
        R"(requirepass {{ printf "%s-%s" .Values.password .Values.x }})"}) {
    EXPECT_EQ(shown(text, TextKind::conf), text);
  }
  EXPECT_EQ(shown(R"(requirepass {{ fail "sk_9fKx2Lq81" }})", TextKind::conf),
            R"(requirepass {{ fail "****" }})");
}

TEST(SecretWords, ScriptsShowWhatIsKnown) {
  const auto words = [](std::string_view text) { return shown(text, TextKind::words); };
  EXPECT_EQ(words("exec redis-server /etc/redis.conf --maxmemory 1Xi --port 6379"),
            "exec redis-server /etc/redis.conf --maxmemory 1Xi --port 6379");
  EXPECT_EQ(words("redis-cli -h cache -a swordfish ping"), "redis-cli -h cache -a **** ping");
  EXPECT_EQ(words("redis-server --requirepass swordfish --appendonly yes"),
            "redis-server --requirepass **** --appendonly yes");
  EXPECT_EQ(words("redis-server --requirepass ${X:-swordfish} --requirepass ${Y} --port 1"),
            "redis-server --requirepass ${X:-****} --requirepass ${Y} --port 1");
  EXPECT_EQ(words("redis-server --requirepasswordfish --requirepas x"),
            "redis-server --requirepass**** --requirepas ****");
  EXPECT_EQ(words("redis-cli -aswordfish; mysql -pswordfish x"), "redis-cli -a****; … -p… x");
  EXPECT_EQ(words("REDIS_PASSWORD=x A_TOKEN=$B redis-cli AUTH app swordfish"),
            "REDIS_PASSWORD=**** A_TOKEN=$B redis-cli AUTH **** ****");
  EXPECT_EQ(words("any words of prose, and (more)"), "…, … (…)");
  EXPECT_EQ(words("host=localhost password=x y"), "host=localhost password=**** y");
  EXPECT_EQ(words("{\"host\": \"cache\", \"password\": \"x y\"}"),
            "{\"host\": \"cache\", \"password\": \"**** y\"}");
  EXPECT_EQ(words("sed 's|x|requirepass swordfish|' # why"), "sed 's|x|requirepass ****|' #…");
}

TEST(SecretWords, ConfigurationsShowWhatAServerReads) {
  const auto conf = [](std::string_view text) { return shown(text, TextKind::conf); };
  EXPECT_EQ(conf("maxmemory 256Mi\nsave 900 1\nreplicaof redis 6379"),
            "maxmemory 256Mi\nsave 900 1\nreplicaof redis 6379");
  EXPECT_EQ(conf("requirepass \"sword fish\"\nmasterauth swordfish"),
            "requirepass \"****\"\nmasterauth ****");
  EXPECT_EQ(conf("requirepas swordfish\nmasterauht=x\nreplicaof w 1 hunter22"),
            "requirepas ****\nmasterauht=****\nreplicaof w 1 …");
  EXPECT_EQ(conf("swordfish\nnosuch yes\nmaxmemory-polcy allkeys-lru"),
            "…\nnosuch yes\nmaxmemory-polcy allkeys-lru");
  EXPECT_EQ(conf("# requirepass x\ntimeout 0 # x"), "#…\ntimeout 0 # …");
  EXPECT_EQ(conf("sentinel monitor mymaster 10.0.0.1 6379 2\nsentinel auth-pass mymaster x y"),
            "sentinel monitor mymaster 10.0.0.1 6379 2\nsentinel auth-pass mymaster ****");
  EXPECT_EQ(conf("user app on >one #two (>three +@all) ~* +@nosuch bare"),
            "user app on >**** #**** (>**** +@all) ~* +@nosuch ****");
}

TEST(SecretWords, Names) {
  for (const std::string_view name :
       {"REDISPASS", "redispass", "AUTHKEY", "SIGNINGKEY", "DBPWD", "BOTTOKEN", "APPSECRET",
        "REDISAUTH", "X_ENCRYPTIONKEY", "PASSWORD2", "db_token1", "MYPSWD", "XYZPASS", "API_KEYS",
        "PASSWORDS", "JWT", "SALT", "X_COOKIE"}) {
    EXPECT_TRUE(names_credential(name)) << name;
  }
  for (const std::string_view name : {"COMPASS",
                                      "BYPASS",
                                      "MONKEY",
                                      "KEYBOARD",
                                      "AUTHOR",
                                      "author",
                                      "TURKEY",
                                      "OLDPWD",
                                      "PASSIVE",
                                      "KEYSPACE",
                                      "IMAGEPULLSECRET",
                                      "TLSSECRET",
                                      "CACHEKEY",
                                      "TOKENIZER",
                                      "OAUTH",
                                      "AUTH0_DOMAIN",
                                      "OAUTH2",
                                      "PARTITIONKEY",
                                      "ROUTINGKEY",
                                      "PUBLICKEY",
                                      "SSHAUTHSOCK",
                                      "MAX_TOKENS",
                                      "COOKIE_DOMAIN",
                                      "passwordKey",
                                      "REDIS_PASSWORD_FILE",
                                      "EXISTING_SECRET_NAME",
                                      ""}) {
    EXPECT_FALSE(names_credential(name)) << name;
  }
  EXPECT_EQ(credential_name("REDIS_PASSWORD"), CredentialName::certain);
  EXPECT_EQ(credential_name("REDISPASS"), CredentialName::likely);
}

TEST(SecretWords, RepeatedOnesAreHiddenAsWholeTokens) {
  Credentials known;
  for (const std::string_view text :
       {"hunter22", "Zq+7/wK==", "swordfish", "256Mi", "redis-0", "x1", "one line 1z\n  hunter33"})
    known.add(text);
  known.add("cache01x");
  known.add_name("cache01x");
  EXPECT_EQ(known.hidden_in("HUNTER22 hunter222 x-hunter22 a=hunter22,b"),
            "**** hunter222 x-hunter22 a=****,b");
  EXPECT_EQ(known.hidden_in("/etc/hunter22.conf --x=Zq+7/wK== hunter33"),
            "/etc/****.conf --x=**** ****");
  EXPECT_EQ(known.hidden_in("swordfish 256Mi redis-0 x1 cache01x"),
            "swordfish 256Mi redis-0 x1 cache01x");
  EXPECT_EQ(known.hidden_in_words("no hunter22, u:p@h: `hunter22`, see `redis://a:b@c`"),
            "no ****, u:p@h: `****`, see `redis://a:****@c`");
}

}  // namespace
}  // namespace fairlead
