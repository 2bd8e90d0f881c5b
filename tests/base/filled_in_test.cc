#include "base/filled_in.h"

#include <gtest/gtest.h>

namespace fairlead {
namespace {

TEST(FilledIn, IsToldByItsForm) {
  const struct {
    std::string_view text;
    Filling filling;
  } table[] = {
      {"${REDIS_PORT}", Filling::certain},
      {"redis-$(NS).local", Filling::certain},
      {"${X:-y}", Filling::certain},
      {"{{", Filling::certain},  // of `{{ .Values.port }}`, which a blank cuts
      {"a-{{ x }}", Filling::certain},
      {"{%if%}", Filling::certain},
      {"<%= x %>", Filling::certain},
      {"<password>", Filling::certain},
      {"<path:secret/data/redis#password>", Filling::certain},
      {"ref+vault://x", Filling::certain},
      {"ENC[AES256_GCM,data:x]", Filling::certain},
      {"__REDIS_PORT__", Filling::certain},
      {"@PORT@", Filling::certain},
      {"%PORT%", Filling::certain},
      {"%(port)s", Filling::certain},
      {"%s", Filling::certain},
      {"$PORT", Filling::possible},      // a shell's variable, or a literal where none runs
      {"pa$word", Filling::possible},    // likewise, or a password
      {"~<id>:*", Filling::possible},    // a pattern of Redis' may hold anything
      {"MASTER_IP", Filling::possible},  // a script's word, or just a word
      {"PORT", Filling::possible},
      {"[[port]]", Filling::certain},
      {"((port))", Filling::certain},
      {"#port#", Filling::possible},
      {"{\"a\": 1}", Filling::possible},
      {"", Filling::none},
      {"6379", Filling::none},
      {"yes", Filling::none},
      {"Port", Filling::none},
      {"A", Filling::none},
      {"user@host", Filling::none},
      {"100%", Filling::none},
      {"%d0", Filling::none},  // a byte's escape in a URL
      {"/data/redis.conf", Filling::none},
      {"+@all", Filling::none},
      {"%R~key", Filling::none},
      {"it's", Filling::none},
  };
  for (const auto& row : table) EXPECT_EQ(filling(row.text), row.filling) << row.text;
}

}  // namespace
}  // namespace fairlead
