// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "signin/Step.h"
#include "signin/edge/EdgeHttpClient.h"

namespace sidetone::signin {

/// Signs in at an edge and reads what exists behind it (EDGE-02): the nodes of the _collab-edge
/// records are asked 300 ms apart in their order, or at once where the one before failed; the
/// first good answer wins. From then on all steps ask through that edge.
///
/// Where messages come from somewhere else (hybrid) and the edge does not take that password, the
/// person is asked once for the one of the phone services (DISC-30).
class FetchEdgeConfig final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "edge-config"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {"service"}; }
    /// The password goes along.
    [[nodiscard]] bool isReady(const Context& context) const override;

protected:
    void run(Context& context) override;

private:
    void askNext(Context& context);
    void answered(Context& context, const net::Endpoint& node,
                  const core::Result<EdgeConfig>& answer);
    void refused(Context& context, const core::Error& error);
    void won(Context& context, const net::Endpoint& node, const EdgeConfig& config);

    std::vector<net::Endpoint> nodes_;
    std::size_t next_ = 0;
    std::size_t underWay_ = 0;
    bool isAnonymous_ = false;  ///< only explaining, and no password was given
    bool hasAskedPerson_ = false;
    std::shared_ptr<EdgeHttpClient> client_;
    std::vector<std::pair<net::Endpoint, core::Error>> failures_;
    core::Timer stagger_;
};

}  // namespace sidetone::signin
