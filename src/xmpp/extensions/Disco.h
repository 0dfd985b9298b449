// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "xmpp/Extension.h"

namespace sidetone::xmpp {

/// Tells others what we are and can (XEP-0030), and the short form of it that goes with each
/// presence (XEP-0115).
class Disco : public Extension {
public:
    /// `softwareNode` is a URI that names the program.
    Disco(Session& session, std::string softwareNode);
    ~Disco() override;

    /// One more thing that we can, such as "urn:xmpp:bookmarks:1+notify".
    void add(const std::string& feature);
    /// The `c` element for our presence.
    [[nodiscard]] core::XmlElement capabilities() const;
    std::optional<IqAnswer> takeRequest(const core::XmlElement& iq) override;

private:
    [[nodiscard]] std::string verification() const;
    std::string node_;
    std::vector<std::string> features_;  // sorted
};

}  // namespace sidetone::xmpp
