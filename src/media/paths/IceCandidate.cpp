// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/paths/IceCandidate.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace sidetone::media {
namespace {

constexpr std::size_t longestLine = 1024;
constexpr std::size_t longestFoundation = 32;

struct KindFacts {
    CandidateKind kind;
    std::string_view name;
    std::uint32_t preference;
};

constexpr std::array<KindFacts, 4> kinds{{
    {CandidateKind::Host, "host", 126},
    {CandidateKind::PeerReflexive, "prflx", 110},
    {CandidateKind::ServerReflexive, "srflx", 100},
    {CandidateKind::Relayed, "relay", 0},
}};

const KindFacts& factsOf(CandidateKind kind) {
    return *std::find_if(kinds.begin(), kinds.end(), [kind](auto& f) { return f.kind == kind; });
}

bool isFoundation(std::string_view text) {
    return !text.empty() && text.size() <= longestFoundation &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                      c == '+' || c == '/';
           });
}

std::optional<std::uint64_t> numberWithin(std::string_view text, std::uint64_t least,
                                          std::uint64_t most) {
    const auto number = core::parseNumber(text);
    return number && *number >= least && *number <= most ? number : std::nullopt;
}

std::vector<std::string_view> wordsOf(std::string_view line) {
    std::vector<std::string_view> words;
    for (const auto word : core::split(core::trim(line), ' ')) {
        if (!word.empty()) words.push_back(word);
    }
    return words;
}

std::optional<TransportAddress> addressOf(std::string_view host, std::string_view port) {
    const auto number = numberWithin(port, 0, 65535);
    if (!number) return std::nullopt;
    return TransportAddress::of(host, static_cast<std::uint16_t>(*number));
}

std::optional<CandidateKind> kindOf(std::string_view name) {
    for (const auto& facts : kinds) {
        if (core::equalsIgnoringCase(facts.name, name)) return facts.kind;
    }
    return std::nullopt;
}

}  // namespace

std::uint32_t candidatePriority(CandidateKind kind, std::uint16_t localPreference, int component) {
    return (factsOf(kind).preference << 24U) + (std::uint32_t{localPreference} << 8U) +
           static_cast<std::uint32_t>(256 - component);
}

std::uint16_t localPreferenceOf(std::uint32_t priority) {
    return static_cast<std::uint16_t>(priority >> 8U);
}

std::optional<IceCandidate> parseCandidate(std::string_view value) {
    if (value.size() > longestLine) return std::nullopt;
    const auto words = wordsOf(value);
    if (words.size() < 8 || words[6] != "typ" || !isFoundation(words[0]) ||
        !core::equalsIgnoringCase(words[2], "udp")) {
        return std::nullopt;
    }
    const auto component = numberWithin(words[1], 1, 256);
    const auto priority = numberWithin(words[3], 1, 0x7FFFFFFF);
    const auto address = addressOf(words[4], words[5]);
    const auto kind = kindOf(words[7]);
    if (!component || !priority || !address || address->port == 0 || !kind) return std::nullopt;
    IceCandidate candidate{*kind,
                           static_cast<int>(*component),
                           std::string(words[0]),
                           static_cast<std::uint32_t>(*priority),
                           *address,
                           std::nullopt};
    if (words.size() >= 12 && words[8] == "raddr" && words[10] == "rport") {
        candidate.related = addressOf(words[9], words[11]);
    }
    return candidate;
}

std::string formatCandidate(const IceCandidate& candidate) {
    std::string line = candidate.foundation + ' ' + std::to_string(candidate.component) + " UDP " +
                       std::to_string(candidate.priority) + ' ' + candidate.address.host() + ' ' +
                       std::to_string(candidate.address.port) + " typ ";
    line += factsOf(candidate.kind).name;
    if (candidate.kind == CandidateKind::Host) return line;
    TransportAddress hidden;
    hidden.family = candidate.address.family;
    hidden.port = 9;
    const auto related = candidate.related.value_or(hidden);
    return line + " raddr " + related.host() + " rport " + std::to_string(related.port);
}

std::string Foundations::of(CandidateKind kind, const TransportAddress& base,
                            const std::optional<TransportAddress>& server) {
    const Key key{kind, {base.host(), server ? server->host() : std::string()}};
    auto found = std::find(keys_.begin(), keys_.end(), key);
    if (found == keys_.end()) found = keys_.insert(found, key);
    return std::to_string(found - keys_.begin() + 1);
}

}  // namespace sidetone::media
