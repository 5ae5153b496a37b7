using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace JumpingVpn.Features.Tests.Framework;

/// <summary>A method under another name: the second part of the fully qualified name.</summary>
internal sealed class NamedMethodInfo(NamedTypeInfo type, string name) : LongLivedMarshalByRefObject, IReflectionMethodInfo
{
    private readonly IReflectionMethodInfo _inner = Reflector.Wrap(
        typeof(FeatureTests).GetMethod(nameof(FeatureTests.Scenario), BindingFlags.NonPublic | BindingFlags.Static)!
    );

    public string Name => name;

    public MethodInfo MethodInfo => _inner.MethodInfo;

    public ITypeInfo Type => type;

    public ITypeInfo ReturnType => _inner.ReturnType;

    public bool IsAbstract => _inner.IsAbstract;

    public bool IsGenericMethodDefinition => _inner.IsGenericMethodDefinition;

    public bool IsPublic => _inner.IsPublic;

    public bool IsStatic => _inner.IsStatic;

    public IEnumerable<IAttributeInfo> GetCustomAttributes(string assemblyQualifiedAttributeTypeName) =>
        _inner.GetCustomAttributes(assemblyQualifiedAttributeTypeName);

    public IEnumerable<ITypeInfo> GetGenericArguments() => _inner.GetGenericArguments();

    public IEnumerable<IParameterInfo> GetParameters() => _inner.GetParameters();

    public IMethodInfo MakeGenericMethod(params ITypeInfo[] typeArguments) => _inner.MakeGenericMethod(typeArguments);
}
