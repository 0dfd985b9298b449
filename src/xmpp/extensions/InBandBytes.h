// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/Task.h"
#include "xmpp/Extension.h"
#include "xmpp/Jid.h"

namespace sidetone::xmpp {

/// One piece of a stream that goes through the chat servers (XEP-0047 2.2).
struct InBandPiece {
    std::string id;  ///< of the stream
    std::uint16_t sequence = 0;
    std::string bytes;
};
/// Empty where the `data` element is none, or its base64 is broken.
[[nodiscard]] std::optional<InBandPiece> readInBandPiece(const core::XmlElement& data);
[[nodiscard]] core::XmlElement writeInBandPiece(const InBandPiece& piece);

/// Carries bytes inside stanzas, where no straight way leads to the other device. Protocol thread.
class InBandBytes : public Extension {
public:
    /// Bytes that a piece may hold.
    static constexpr int blockSize = 16'384;

    explicit InBandBytes(Session& session);
    ~InBandBytes() override;

    /// What happens on a stream from another device.
    struct Handlers {
        std::function<void()> opened;
        /// The next bytes; `taken` is called as soon as more may come.
        std::function<void(std::string bytes, std::function<void()> taken)> received;
        std::function<void()> closed;  ///< by the other side, or because pieces were missing
    };
    void expect(const Jid& from, const std::string& id, Handlers handlers);
    void forget(const Jid& from, const std::string& id);

    [[nodiscard]] core::Task<void> open(const Jid& to, const std::string& id);
    /// Settles when the other side took it.
    [[nodiscard]] core::Task<void> send(const Jid& to, const InBandPiece& piece);
    void close(const Jid& to, const std::string& id);

    std::optional<IqAnswer> takeRequest(const core::XmlElement& iq) override;
    void sessionEnded() override;

private:
    struct Incoming {
        Handlers handlers;
        bool isOpen = false;
        std::uint16_t next = 0;
    };
    using Key = std::pair<Jid, std::string>;
    IqAnswer opened(Incoming& stream, const core::XmlElement& open);
    IqAnswer received(const Key& key, const core::XmlElement& iq, const core::XmlElement& data);
    void ended(const Key& key);
    [[nodiscard]] core::Task<void> request(const Jid& to, core::XmlElement element);

    std::map<Key, Incoming> incoming_;
    core::Owner owner_;
};

}  // namespace sidetone::xmpp
