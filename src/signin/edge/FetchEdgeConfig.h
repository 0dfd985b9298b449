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
/// person is asked once for the one of the phone services (DISC-30). Such a sign-in goes on
/// without phone services where the edge cannot be used.
class FetchEdgeConfig final : public Step {
public:
    /// The client ends before the step's owner does: what it breaks off is nobody's answer.
    ~FetchEdgeConfig() override { owner().cancelAll(); }
    /// The only way in, or the way to phone services beside messages from somewhere else.
    enum class Role { Way, PhoneServices };
    FetchEdgeConfig() = default;
    /// For Role::PhoneServices: the step that has to end before.
    explicit FetchEdgeConfig(std::string_view after) : role_(Role::PhoneServices), after_(after) {}

    [[nodiscard]] std::string_view name() const override { return "edge-config"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {after_}; }
    /// The password goes along. For phone services the records are waited for as well.
    [[nodiscard]] bool isReady(const Context& context) const override;
    [[nodiscard]] bool isEssential() const override { return role_ == Role::Way; }

protected:
    void run(Context& context) override;

private:
    [[nodiscard]] bool findNodes(Context& context);
    void askNext(Context& context);
    void answered(Context& context, const net::Endpoint& node,
                  const core::Result<EdgeConfig>& answer);
    void refused(Context& context, const core::Error& error);
    void askPerson(Context& context, const core::Error& error);
    void giveUp(const core::Error& error);
    void won(Context& context, const net::Endpoint& node, const EdgeConfig& config);

    Role role_ = Role::Way;
    std::string_view after_ = "sign-on";
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
