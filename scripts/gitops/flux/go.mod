module flux-oracle

go 1.26.0

require (
	github.com/fluxcd/pkg/chartutil v1.30.0
	github.com/fluxcd/pkg/envsubst v1.8.0
	github.com/fluxcd/pkg/kustomize v1.40.0
)
