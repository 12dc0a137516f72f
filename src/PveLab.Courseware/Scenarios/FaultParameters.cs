using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using PveLab.Sim.Faults;

namespace PveLab.Courseware.Scenarios;

/// <summary>A parameter of a kind of fault.</summary>
/// <param name="Name">As a scenario writes it.</param>
/// <param name="Type">text, number or true|false.</param>
/// <param name="Required">Whether it must be given.</param>
public sealed record FaultParameter(string Name, string Type, bool Required);

/// <summary>The parameters of the kinds of faults, as their records declare them.</summary>
public static class FaultParameters
{
    /// <summary>Those that must be given first; then by name.</summary>
    public static IEnumerable<FaultParameter> Of(Type fault) =>
        from property in fault.GetProperties()
        where property.CanWrite && property.DeclaringType != typeof(Fault)
        let required = property.GetCustomAttribute<RequiredMemberAttribute>() is not null
        let name = JsonNamingPolicy.CamelCase.ConvertName(property.Name)
        orderby !required, name
        select new FaultParameter(name, TypeOf(property.PropertyType), required);

    private static string TypeOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(int) => "number",
        var t when t == typeof(bool) => "true|false",
        _ => "text",
    };
}
