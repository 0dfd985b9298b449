// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace sidetone::media {

/// SDP's a=setup (RFC 4145, section 4; RFC 5763, section 5).
enum class DtlsSetup { ActPass, Active, Passive, HoldConnection };
/// Who sends the first message of the handshake.
enum class DtlsRole { Client, Server };

[[nodiscard]] std::string_view name(DtlsSetup setup);
[[nodiscard]] std::optional<DtlsSetup> dtlsSetupOf(std::string_view value);
/// What an answer says to an offer: active to actpass, as RFC 5763 recommends. None: with this
/// offer there is no association (holdconn).
[[nodiscard]] std::optional<DtlsSetup> answerTo(DtlsSetup offered);
/// Our role out of both descriptions; none where they do not fit.
[[nodiscard]] std::optional<DtlsRole> dtlsRole(DtlsSetup ours, DtlsSetup theirs);

}  // namespace sidetone::media
