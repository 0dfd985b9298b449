// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <list>
#include <optional>
#include <vector>

#include "config/DialRules.h"
#include "net/HttpClient.h"
#include "signin/Step.h"

namespace sidetone::signin {

/// Fetches the rules that numbers are rewritten by before they are dialled (AppDialRules.xml) and
/// before a caller is looked up (DirLookupDialRules.xml, PROV-04). Neither must exist.
class FetchDialRules final : public Step {
public:
    explicit FetchDialRules(std::string_view after = "client-config") : after_(after) {}

    [[nodiscard]] std::string_view name() const override { return "dial-rules"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {after_}; }
    [[nodiscard]] bool isEssential() const override { return false; }
    [[nodiscard]] bool needsPassword() const override { return true; }

protected:
    void run(Context& context) override;

private:
    /// One file, looked for at several places at the same time; the first in order counts.
    struct Search {
        const char* file;
        config::DialRules& rules;
        std::vector<std::optional<core::Result<net::HttpResponse>>> answers;
        bool isOver = false;
    };
    void fetch(Context& context, const char* file, config::DialRules& rules);
    void look(Search& search);
    void fetched(Search& search, const core::Result<net::HttpResponse>& answer);

    std::string_view after_;
    std::list<Search> searches_;
    int underWay_ = 2;
    std::string told_;
    std::optional<core::Error> error_;
    std::size_t rules_ = 0;
};

}  // namespace sidetone::signin
