// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "media/paths/DtlsSession.h"
#include "media/paths/PathGatherer.h"

namespace sidetone::media {

/// The way of one stream to the other side: candidates of its socket, the checks of ICE, the
/// relay, and the handshake that gives SRTP its keys, all on the stream's one RTP port (RTCP
/// shares it). What is said of it in descriptions is the signalling's to carry. Protocol thread.
class MediaPath final : public IceSender {
public:
    struct Ports {
        core::Clock& clock;
        core::Random& random;
        std::unique_ptr<PathSocket> socket;
        std::shared_ptr<const DtlsCertificate> certificate;
    };
    /// From a datagram or a timer, but onFailed from a timer alone. The path must not be destroyed
    /// in them, except in onFailed.
    struct Events {
        std::function<void()> onGathered;
        std::function<void(const IcePath&)> onPath;
        std::function<void(const DtlsKeys&)> onKeys;
        /// The handshake failed, or no way was found where none was before.
        std::function<void(const core::Error&)> onFailed;
        /// What a person does not need to hear.
        std::function<void(const core::Error&)> onTrouble;
    };
    MediaPath(Ports ports, PathChoice choice, IceRole role, Events events);
    ~MediaPath() override;

    /// The candidates of a socket that sends from `base`. Again from another base: the checks begin
    /// anew (RFC 8445, section 9), and what was selected goes on as far as it can.
    void gather(const TransportAddress& base, const PathServers& servers);
    [[nodiscard]] bool isGathered() const { return isGathered_; }
    [[nodiscard]] std::vector<IceCandidate> candidates() const { return agent_.candidates(); }
    [[nodiscard]] const IceCredentials& credentials() const { return agent_.credentials(); }
    /// The address at the relay.
    [[nodiscard]] std::optional<TransportAddress> relayed() const;

    /// Looks for the way to the other side, or for a new one where its credentials are others than
    /// before. InvalidInput where they break the standard.
    [[nodiscard]] core::Status begin(const IceCredentials& remote,
                                     std::span<const IceCandidate> candidates);
    /// The checks start anew with the other side's next credentials; ours are new at once. Nothing
    /// happens while none have begun.
    void restart();
    /// The other side knows no ICE: the handshake goes to where its description says.
    void goDirect(const TransportAddress& remote);
    /// Begins a handshake in place of any before. Its first message waits for a way.
    [[nodiscard]] core::Status secure(DtlsRole role, std::vector<DtlsFingerprint> announced);
    /// What was selected.
    [[nodiscard]] const std::optional<IcePath>& path() const { return path_; }

    void send(const TransportAddress& base, const TransportAddress& to,
              std::span<const std::uint8_t> datagram) override;

private:
    void received(const TransportAddress& base, const TransportAddress& from,
                  std::span<const std::uint8_t> datagram);
    void receivedDtls(std::span<const std::uint8_t> datagram);
    void sendDtls(std::span<const std::uint8_t> datagram);
    void selected(const IcePath& path);
    void stateChanged(IceState state);
    void startDtls();
    void fail(const core::Error& error);

    Ports ports_;
    const PathChoice choice_;
    const Events events_;
    IceAgent agent_;
    std::unique_ptr<PathGatherer> gatherer_;
    TransportAddress base_;
    bool isGathered_ = false;
    std::optional<IceCredentials> remote_;
    std::optional<IcePath> path_;
    std::optional<TransportAddress> direct_;
    std::unique_ptr<DtlsSession> dtls_;
    DtlsRole dtlsRole_ = DtlsRole::Client;
    /// The other side's first messages may overtake its description.
    std::vector<std::vector<std::uint8_t>> early_;
    core::Timer failure_;
};

}  // namespace sidetone::media
