namespace JumpingVpn.Gherkin;

/// <summary>How the text of a step attribute is read.</summary>
public enum ExpressionType
{
    /// <summary>Decided by the text itself: anchors, <c>.*</c>, <c>\d+</c> and the like make it a regular expression.</summary>
    Unspecified,

    /// <summary>A cucumber expression with parameters such as <c>{int}</c>.</summary>
    CucumberExpression,

    /// <summary>A regular expression that has to match the whole step text.</summary>
    RegularExpression,
}
