// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "core/Result.h"
#include "media/AudioParameters.h"

struct srtp_ctx_t_;

namespace sidetone::media {

enum class SrtpUse { Protect, Open };

/// SRTP and SRTCP of one direction (RFC 3711) by libsrtp2. Works in place. One thread.
class SrtpContext {
public:
    /// Room that protecting needs behind a packet.
    static constexpr std::size_t overhead = 148;

    /// InvalidInput where the key's length does not belong to the suite.
    [[nodiscard]] static core::Result<std::unique_ptr<SrtpContext>> create(const SrtpKey& key,
                                                                           SrtpUse use);
    ~SrtpContext();
    SrtpContext(const SrtpContext&) = delete;
    SrtpContext& operator=(const SrtpContext&) = delete;

    /// Protects or opens the first `octets` of the buffer; the new length, or nothing where the
    /// packet is not authentic, was seen before, or does not fit. A buffer to protect has
    /// `overhead` octets more than the packet.
    [[nodiscard]] std::optional<std::size_t> rtp(std::span<std::uint8_t> buffer,
                                                 std::size_t octets);
    [[nodiscard]] std::optional<std::size_t> rtcp(std::span<std::uint8_t> buffer,
                                                  std::size_t octets);

private:
    SrtpContext(srtp_ctx_t_* context, SrtpUse use) : context_(context), use_(use) {}
    srtp_ctx_t_* context_;
    const SrtpUse use_;
};

}  // namespace sidetone::media
