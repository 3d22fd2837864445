using Sim.Analysis.Jupyter;

namespace Sim.Analysis.Tests.Jupyter;

public sealed class MimeBundleTests
{
    [Fact]
    public void ToMimeBundle_OfHtmlAndSvg_NamesTheirMediaTypes()
    {
        Assert.Equal("<b>1</b>", new Html("<b>1</b>").ToMimeBundle()["text/html"]);
        Assert.Equal("<svg/>", new Svg("<svg/>").ToMimeBundle()["image/svg+xml"]);
    }
}
