#include "code/build_lines.h"

namespace fairlead::testing {
namespace {

TEST(BuildsOfWorkflows, EachFormOnce) {
  const std::string step = "jobs: {a: {steps: [{uses: docker/build-push-action@v6, with: {";
  expect_builds({
      {"literal tags", step + "tags: 'ghcr.io/acme/shop:1,acme/shop', context: app}}]}}",
       "ghcr.io/acme/shop [app]\ndocker.io/acme/shop [app]"},
      {"the root by default, and its Dockerfile",
       step + "tags: acme/shop, file: ./d/Dockerfile}}]}}", "docker.io/acme/shop [.] d/Dockerfile"},
      {"the repository's name", step + "tags: 'ghcr.io/${{ github.repository }}/api:v1'}}]}}",
       "ghcr.io/acme/shop/api [.]"},
      {"its owner and its name apart",
       step + "tags: 'ghcr.io/${{ github.repository_owner }}/${{ github.event.repository.name "
              "}}'}}]}}",
       "ghcr.io/acme/shop [.]"},
      {"a tag that depends on the run", step + "tags: 'acme/shop:${{ github.sha }}'}}]}}",
       "docker.io/acme/shop [.]"},
      {"a condition has two outcomes",
       step + "tags: \"${{ github.ref == 'x' && 'acme/a' || 'acme/b' }}\"}}]}}",
       "docker.io/acme/a [.]\ndocker.io/acme/b [.]"},
      {"format", step + "tags: \"${{ format('{0}/{1}:x', 'acme', 'shop') }}\"}}]}}",
       "docker.io/acme/shop [.]"},
      {"outputs by digest", step + "outputs: 'type=image,name=acme/shop,push=true'}}]}}",
       "docker.io/acme/shop [.]"},
      {"env of workflow, job and step",
       "env: {R: ghcr.io}\njobs: {a: {env: {O: acme}, steps: [{uses: docker/build-push-action@v6, "
       "env: {N: shop}, with: {tags: '${{ env.R }}/${{ env.O }}/${{ env.N }}'}}]}}",
       "ghcr.io/acme/shop [.]"},
      {"metadata",
       "jobs: {a: {steps: [{id: m, uses: docker/metadata-action@v5, with: {images: "
       "'name=acme/shop,enable=true'}}, {uses: docker/build-push-action@v6, with: {tags: "
       "'${{ steps.m.outputs.tags }}', context: app}}]}}",
       "docker.io/acme/shop [app]"},
      {"a matrix of lists",
       "jobs: {a: {strategy: {matrix: {s: [api, web]}}, steps: [{uses: "
       "docker/build-push-action@v6, "
       "with: {tags: 'acme/${{ matrix.s }}', context: 'apps/${{ matrix.s }}'}}]}}",
       "docker.io/acme/api [apps/api]\ndocker.io/acme/web [apps/web]"},
      {"a matrix that includes",
       "jobs: {a: {strategy: {matrix: {include: [{i: api, d: a}, {i: web, d: b}]}}, steps: [{uses: "
       "docker/build-push-action@v6, with: {tags: 'acme/${{ matrix.i }}', context: '${{ matrix.d "
       "}}'}}]}}",
       "docker.io/acme/api [a]\ndocker.io/acme/web [b]"},
      {"what is included goes to the run that it fits",
       "jobs: {a: {strategy: {matrix: {s: [api], include: [{s: api, d: x}]}}, steps: [{uses: "
       "docker/build-push-action@v6, with: {tags: 'acme/${{ matrix.s }}', context: '${{ matrix.d "
       "}}'}}]}}",
       "docker.io/acme/api [x]"},
      {"a script",
       "jobs: {a: {steps: [{run: \"I=acme/shop\\ndocker build -t $I:$GITHUB_SHA -f x/D app\"}]}}",
       "docker.io/acme/shop [app] x/D"},
      {"a script's directory",
       "jobs: {a: {steps: [{working-directory: x, run: docker build -t acme/shop .}]}}",
       "docker.io/acme/shop [x]"},
      {"what a step gives to later ones",
       "jobs: {a: {steps: [{run: 'echo \"N=ghcr.io/${GITHUB_REPOSITORY,,}\" >> $GITHUB_ENV'}, "
       "{uses: "
       "docker/build-push-action@v6, with: {tags: '${{ env.N }}'}}]}}",
       "ghcr.io/acme/shop [.]"},
      {"what a step puts out",
       "jobs: {a: {steps: [{id: n, run: 'echo \"name=acme/x\" >> \"$GITHUB_OUTPUT\"'}, {uses: "
       "docker/build-push-action@v6, with: {tags: '${{ steps.n.outputs.name }}'}}]}}",
       "docker.io/acme/x [.]"},
      {"another registry's input",
       "jobs: {a: {steps: [{uses: redhat-actions/push-to-registry@v2, with: {image: shop, "
       "registry: "
       "quay.io/acme}}]}}",
       "quay.io/acme/shop"},
  });
}

TEST(BuildsOfWorkflows, WhatIsNotKnown) {
  const std::string step = "jobs: {a: {steps: [{uses: docker/build-push-action@v6, with: {";
  expect_builds({
      {"a secret", step + "tags: '${{ secrets.USER }}/shop'}}]}}", "? any"},
      {"a variable below an owner", step + "tags: 'ghcr.io/acme/${{ vars.NAME }}'}}]}}",
       "? ghcr.io/acme/"},
      {"a matrix that an expression makes",
       "jobs: {a: {strategy: {matrix: '${{ fromJSON(needs.x.outputs.y) }}'}, steps: [{uses: "
       "docker/build-push-action@v6, with: {tags: 'acme/${{ matrix.s }}'}}]}}",
       "? docker.io/acme/"},
      {"an action that is not read",
       "jobs: {a: {steps: [{uses: makeplane/actions/build-push@v1}]}}", "? any"},
      {"a workflow that is not read",
       "jobs: {a: {uses: acme/.github/.github/workflows/docker-build.yml@v1}}", "? any"},
      {"ko", "jobs: {a: {steps: [{run: ko build ./cmd/x}]}}", "? any"},
      {"an expression that is not understood", step + "tags: '${{ x( }}'}}]}}", "? any"},
      {"too many outcomes are one unknown",
       "on: {workflow_dispatch: {inputs: {n: {options: [a, b, c, d, e]}}}}\n" + step +
           "tags: 'acme/${{ inputs.n }}${{ inputs.n }}'}}]}}",
       "? any"},
  });
}

TEST(BuildsOfWorkflows, WhatBuildsNothing) {
  expect_builds({
      {"actions about images",
       "jobs: {a: {steps: [{uses: docker/login-action@v3}, {uses: "
       "docker/setup-buildx-action@v3}, {uses: 'docker://ghcr.io/x/image:1'}]}}",
       ""},
      {"a comment",
       "jobs: {a: {steps: [{run: \"# docker build -t acme/x .\\necho docker build -t y\"}]}}", ""},
      {"a build without a name", "jobs: {a: {steps: [{run: docker build --check .}]}}", ""},
      {"no jobs", "on: push", ""},
  });
}

TEST(BuildsOfWorkflows, WithoutTheRepositorysName) {
  EXPECT_EQ(build_lines({{".github/workflows/a.yml",
                          "jobs: {a: {steps: [{uses: docker/build-push-action@v6, with: {tags: "
                          "'ghcr.io/${{ github.repository }}'}}]}}"}},
                        ""),
            "? ghcr.io/");
}

TEST(BuildsOfWorkflows, OthersOfTheRepositoryAreFollowed) {
  EXPECT_EQ(
      build_lines(
          {{".github/actions/image/action.yml",
            "inputs: {name: {required: true}}\noutputs: {ref: {value: 'acme/${{ inputs.name "
            "}}'}}\nruns: {using: composite, steps: [{shell: bash, run: 'docker build -t acme/${{ "
            "inputs.name }} .'}]}"},
           {".github/workflows/called.yml",
            "on: {workflow_call: {inputs: {image: {type: string}, file: {default: "
            "Dockerfile}}}}\njobs: "
            "{a: {steps: [{uses: docker/build-push-action@v6, with: {tags: '${{ inputs.image }}', "
            "file: "
            "'${{ inputs.file }}'}}]}}"},
           {".github/workflows/main.yml",
            "on: push\njobs: {a: {uses: ./.github/workflows/called.yml, with: {image: acme/shop}}, "
            "b: "
            "{steps: [{uses: ./.github/actions/image, with: {name: web}}]}}"}},
          "acme/shop"),
      "docker.io/acme/shop [.] Dockerfile\ndocker.io/acme/web [.]");
}

TEST(BuildsOfWorkflows, WhatCallsItselfEnds) {
  EXPECT_EQ(
      build_lines({{".github/workflows/a.yml",
                    "on: [push, workflow_call]\njobs: {a: {uses: ./.github/workflows/a.yml}}"}},
                  "acme/shop"),
      "");
}

}  // namespace
}  // namespace fairlead::testing
