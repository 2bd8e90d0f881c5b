// What stands where a credential belongs.
#include "facts/connect/credential.h"

#include <gtest/gtest.h>

namespace fairlead {
namespace {

TEST(Credential, WhatIsNoneIsToldByItsLook) {
  for (const char* text :
       {"sk-required", "sk-no-key-required", "sk-noauth", "unused_but_required", "not-needed",
        "ollama", "anonymous", "changeit", "{}", "{password}", "changeme", "${PASSWORD}", ""})
    EXPECT_TRUE(is_placeholder(text, "OPENAI_API_KEY")) << text;
  for (const char* text : {"sk-9f2c77ab11", "ollama-9f2c", "requiredness", "s3cret"})
    EXPECT_FALSE(is_placeholder(text, "OPENAI_API_KEY")) << text;
}

TEST(Credential, WordsOfANameCountFromTheirBegin) {
  for (const char* name : {"GRAFANA_ADMIN_PASSWORD", "ADMIN_TOKEN", "PRESET_API_KEY"})
    EXPECT_EQ(credential_name(name), CredentialName::certain) << name;
  for (const char* name : {"MIN_PASSWORD", "PASSWORD_MIN_TOKEN", "MINIO_ACCESS_KEY"})
    EXPECT_NE(credential_name(name), CredentialName::certain) << name;
  EXPECT_EQ(credential_name("AWS_SECRET_ACCESS_KEY"), CredentialName::certain);
}

}  // namespace
}  // namespace fairlead
