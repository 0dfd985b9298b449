// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "client/doctor/Check.h"
#include "net/Resolver.h"

namespace sidetone::client {

/// What the zone says about a domain, for recognising its design.
struct ZoneView {
    bool hasCiscoUds = false;
    bool hasCupLogin = false;
    bool hasCollabEdge = false;
    bool hasPinpoint = false;          ///< records below cisco-internal.<domain>
    bool hasOtherVoiceDomain = false;  ///< VoiceServicesDomain is another domain
    bool isAnswered = false;           ///< a name server answered at all
};

/// The design that the view fits (chapter, "Domain Name System Designs"), and what is wrong.
[[nodiscard]] CheckResult judgeDesign(const ZoneView& view, const std::string& domain);

/// Asks for all records that the chapter names and recognises the DNS design; looks at each target
/// of SRV records too.
class DnsCheck final : public Check {
public:
    [[nodiscard]] std::string title() const override { return "DNS design"; }
    void run(const CheckContext& context, Done done) override;

private:
    void ask(const CheckContext& context, const std::string& name, bool ZoneView::*field);
    void askTarget(const CheckContext& context, const std::string& name,
                   const net::SrvRecord& record);
    void finishOne();

    std::string domain_;
    ZoneView view_;
    std::vector<CheckResult> results_;
    std::size_t open_ = 0;
    Done done_;
    core::Owner owner_;
};

}  // namespace sidetone::client
