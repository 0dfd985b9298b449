// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/Clock.h"
#include "signin/Step.h"

namespace sidetone::signin {

/// Asks an edge whether this person signs on in the browser: get_edge_sso (provisioning 11.3).
/// The nodes are asked 300 ms apart in their order, or at once where the one before failed; the
/// first answer counts, and its node goes first from then on. No answer is a no: the next step
/// says what is wrong with the edge.
class ProbeEdgeSso final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "sso-probe"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {"service"}; }
    [[nodiscard]] bool isEssential() const override { return false; }

protected:
    void run(Context& context) override;

private:
    void askNext(Context& context);
    void lost(Context& context, const net::Endpoint& node, const core::Error& error);
    void answered(Context& context, const net::Endpoint& node, const net::HttpResponse& answer);

    std::vector<net::Endpoint> nodes_;
    std::size_t next_ = 0;
    std::size_t underWay_ = 0;
    std::string failures_;  ///< of the nodes before, as sentences
    core::Timer stagger_;
};

}  // namespace sidetone::signin
