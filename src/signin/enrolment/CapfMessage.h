// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/Result.h"

namespace sidetone::signin {

/// Commands of the enrolment protocol (CAPF; provisioning contract 16.2). Requests come from the
/// server, which speaks first.
enum class CapfCommand : std::uint8_t {
    AuthenticationRequest = 1,
    AuthenticationResponse = 2,
    KeyRequest = 3,
    KeyResponse = 4,
    StoreRequest = 9,
    StoreResponse = 10,
    FetchRequest = 11,
    FetchResponse = 12,
    DeleteRequest = 13,
    DeleteResponse = 14,
    End = 15,
    RetryLater = 16,
    InProgress = 17,
};

/// Elements that we read or write (16.3).
enum class CapfTag : std::uint8_t {
    Reason = 1,
    ReasonText = 2,
    CertificateType = 3,
    Certificate = 4,
    SignedData = 6,
    Version = 7,
    AuthenticationType = 8,
    PublicKey = 9,
    KeySize = 10,
    Password = 11,
    RetryDelay = 12,
    DeviceName = 13,
    KeyType = 17,
    Curve = 18,
    SignedDataSha2 = 20,
};

/// What ended a session or answers a request (element 1).
enum class CapfReason : std::uint8_t {
    NothingToDo = 0,
    Good = 1,
    AlreadyIssued = 7,  ///< "invalid element" by the letter; call managers mean this
    UnknownDevice = 9,
};

struct CapfElement {
    CapfTag tag = CapfTag::Reason;
    std::string value;
    friend bool operator==(const CapfElement&, const CapfElement&) = default;
};

/// One message: a header of eight bytes and elements, all numbers with the high byte first.
struct CapfMessage {
    CapfCommand command = CapfCommand::End;
    std::uint32_t session = 0;
    std::vector<CapfElement> elements;

    /// Null where there is none of this tag; elements come in any order.
    [[nodiscard]] const std::string* find(CapfTag tag) const;
    /// An element's number of 1 to 4 bytes.
    [[nodiscard]] std::optional<std::uint32_t> number(CapfTag tag) const;
    /// Appends an element.
    CapfMessage& add(CapfTag tag, std::string value);
    CapfMessage& add(CapfTag tag, std::uint8_t value);

    friend bool operator==(const CapfMessage&, const CapfMessage&) = default;
};

/// TooLarge where the elements have more than 65,535 bytes.
[[nodiscard]] core::Result<std::string> encodeCapf(const CapfMessage& message);
/// Takes one whole message off the front of what has arrived; nothing while it is not whole yet.
/// BadAnswer where the bytes are no message. Unknown commands and tags are kept as they are.
[[nodiscard]] core::Result<std::optional<CapfMessage>> takeCapf(std::string& arrived);

/// Element 4 with its inner header, for a locally significant certificate.
[[nodiscard]] std::string wrapCertificate(std::string_view der);
/// The DER inside element 4, with or without the inner header; empty where there is none.
[[nodiscard]] std::string unwrapCertificate(std::string_view value);

}  // namespace sidetone::signin
