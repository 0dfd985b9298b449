// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/Task.h"
#include "xmpp/Extension.h"
#include "xmpp/Jid.h"

namespace sidetone::xmpp {

/// A file that one device offers another (XEP-0095, XEP-0096).
struct FileOffer {
    std::string id;  ///< of the stream that will carry it
    std::string name{};
    std::string mediaType{};
    std::int64_t size = 0;               ///< bytes
    std::string md5{};                   ///< of all of it, lower-case hexadecimal; empty: not told
    std::string sha256{};                ///< the same; XEP-0300 beside the standard's MD5
    bool canRange = false;               ///< a part of it can be asked for
    std::vector<std::string> methods{};  ///< name spaces of streams, in the sender's order

    Jid from{};               ///< incoming ones: whose device
    std::string requestId{};  ///< incoming ones: what is answered
    friend bool operator==(const FileOffer&, const FileOffer&) = default;
};

/// What the other side says to an offer.
struct FileAnswer {
    std::string method;
    std::int64_t offset = 0;   ///< what it has already
    std::int64_t length = -1;  ///< -1: all the rest
    friend bool operator==(const FileAnswer&, const FileAnswer&) = default;
};

/// The `si` element of an offer, or nothing where it offers no file that could be taken.
[[nodiscard]] std::optional<FileOffer> readFileOffer(const core::XmlElement& si);
[[nodiscard]] core::XmlElement writeFileOffer(const FileOffer& offer);
/// From the `si` element of an answer to that offer; nothing where it chooses what was not offered.
[[nodiscard]] std::optional<FileAnswer> readFileAnswer(const core::XmlElement& si,
                                                       const FileOffer& offer);
[[nodiscard]] core::XmlElement writeFileAnswer(const FileAnswer& answer);

/// Offers files to other devices and hears of theirs. Protocol thread.
class StreamInitiation : public Extension {
public:
    explicit StreamInitiation(Session& session);
    ~StreamInitiation() override;

    /// False: it is refused at once (nobody may offer that).
    using Offered = std::function<bool(const FileOffer&)>;
    void setOffered(Offered offered) { offered_ = std::move(offered); }

    /// Settles when the other side's person has answered. Forbidden: declined.
    [[nodiscard]] core::Task<FileAnswer> offer(const Jid& to, const FileOffer& offer,
                                               core::Milliseconds patience);
    void accept(const FileOffer& offer, const FileAnswer& answer);
    void decline(const FileOffer& offer);
    /// We speak none of its methods.
    void refuse(const FileOffer& offer);

    std::optional<IqAnswer> takeRequest(const core::XmlElement& iq) override;

private:
    Offered offered_;
    core::Owner owner_;
};

}  // namespace sidetone::xmpp
