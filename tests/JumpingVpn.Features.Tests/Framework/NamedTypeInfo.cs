using Xunit.Abstractions;

namespace JumpingVpn.Features.Tests.Framework;

/// <summary>A class under another name: xunit groups tests by it, and it is the first part of the fully qualified name.</summary>
internal sealed class NamedTypeInfo(IReflectionTypeInfo inner, string name) : LongLivedMarshalByRefObject, IReflectionTypeInfo
{
    public string Name => name;

    public Type Type => inner.Type;

    public IAssemblyInfo Assembly => inner.Assembly;

    public ITypeInfo BaseType => inner.BaseType;

    public IEnumerable<ITypeInfo> Interfaces => inner.Interfaces;

    public bool IsAbstract => inner.IsAbstract;

    public bool IsGenericParameter => inner.IsGenericParameter;

    public bool IsGenericType => inner.IsGenericType;

    public bool IsSealed => inner.IsSealed;

    public bool IsValueType => inner.IsValueType;

    public IEnumerable<IAttributeInfo> GetCustomAttributes(string assemblyQualifiedAttributeTypeName) =>
        inner.GetCustomAttributes(assemblyQualifiedAttributeTypeName);

    public IEnumerable<ITypeInfo> GetGenericArguments() => inner.GetGenericArguments();

    public IMethodInfo GetMethod(string methodName, bool includePrivateMethod) => new NamedMethodInfo(this, methodName);

    public IEnumerable<IMethodInfo> GetMethods(bool includePrivateMethods) => [];
}
