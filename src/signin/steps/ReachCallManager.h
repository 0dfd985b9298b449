// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"

namespace sidetone::signin {

/// Finds a call manager that answers: they are asked for their version, 300 ms apart in their
/// order, or at once where the one before failed; the first good answer wins. Where none
/// answers, the way is given up for another one that discovery knows.
class ReachCallManager final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "uds-version"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override {
        return {"service", "edge-config"};
    }
    [[nodiscard]] bool isEssential() const override { return isEssential_; }

protected:
    void run(Context& context) override;

private:
    void askNext(Context& context);
    [[nodiscard]] core::Milliseconds timeLeft(const Context& context) const;
    [[nodiscard]] bool mayAskNext(const Context& context) const;
    void answered(Context& context, const net::Endpoint& server,
                  const core::Result<net::HttpResponse>& answer);
    void lost(Context& context, core::Error error);
    void won(Context& context, const net::Endpoint& server, config::UdsVersion version);

    std::vector<net::Endpoint> servers_;
    std::size_t next_ = 0;
    std::size_t underWay_ = 0;
    core::Milliseconds limit_{0};
    core::Instant began_;
    bool isEssential_ = true;
    std::vector<std::pair<net::Endpoint, core::Error>> failures_;
    core::Timer stagger_;
};

}  // namespace sidetone::signin
