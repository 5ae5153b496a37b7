using System.Reflection;
using Reqnroll.Bindings.Discovery;
using Reqnroll.Bindings.Provider;
using Reqnroll.Configuration;
using Reqnroll.Infrastructure;

namespace JumpingVpn.Features.Engine;

/// <summary>Lets Reqnroll look for bindings where the vocabulary says, and nowhere else.</summary>
internal sealed class SelectedBindings(
    BindingSource source,
    IRuntimeBindingSourceProcessor processor,
    IReqnrollAttributesFilter filter,
    IBindingAssemblyLoader loader,
    ReqnrollConfiguration configuration,
    IBindingProviderService provider
) : RuntimeBindingRegistryBuilder(processor, filter, loader, configuration, provider), IRuntimeBindingRegistryBuilder
{
    Assembly[] IRuntimeBindingRegistryBuilder.GetBindingAssemblies(Assembly testAssembly) => [.. source.Assemblies];

    // Reflection promises no order; the metadata token is the order of the source.
    protected override Type[] GetAssemblyTypes(Assembly assembly, out string[] typeLoadErrors)
    {
        Type[] types = base.GetAssemblyTypes(assembly, out typeLoadErrors);
        return source.Types is null
            ? [.. types.OrderBy(type => type.MetadataToken)]
            : [.. source.Types.Where(type => type.Assembly == assembly)];
    }
}
