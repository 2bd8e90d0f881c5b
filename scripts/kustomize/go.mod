module kustomize-engine

go 1.25.0

require (
	sigs.k8s.io/kustomize/api v0.21.1 // of kustomize 5.8.1
	sigs.k8s.io/kustomize/kyaml v0.21.1
)
