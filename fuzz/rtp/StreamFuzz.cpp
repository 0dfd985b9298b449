// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <vector>

#include "media/AudioStream.h"
#include "media/devices/ToneDevices.h"

namespace {

using namespace sidetone;

media::StreamPorts ports() {
    media::NullDevices devices;
    media::StreamEvents events{[] {}, [](const media::AudioStatistics&) {}, [](char) {},
                               [](const core::Error&) {}};
    const auto nowhere = [](media::StreamPort, std::span<const std::uint8_t>,
                            const media::SocketAddress&) {};
    return {devices.openSource(),
            devices.openSink(),
            nowhere,
            events,
            media::NtpClock(core::Instant{}, core::WallTime{}),
            1,
            "fuzz",
            20000};
}

}  // namespace

/// A whole call: the input is a row of datagrams, each behind an octet that says how long it is,
/// on which port it comes and how much time passes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    media::AudioParameters parameters;
    parameters.remoteRtp = {"192.0.2.1", 20000};
    parameters.receive = media::offeredFormats();
    parameters.receiveTelephoneEvent = 101;
    media::AudioStream stream(ports());
    core::Instant now{std::chrono::seconds(1)};
    auto prepared = media::prepareStream(parameters, nullptr);
    if (!prepared) return 0;
    stream.configure(std::move(*prepared), now);
    const auto from = *media::SocketAddress::of({"192.0.2.1", 20000});
    for (std::size_t at = 0; at + 1 < size;) {
        const unsigned control = data[at];
        const std::size_t length = std::min<std::size_t>(data[at + 1], size - at - 2);
        std::vector<std::uint8_t> bytes(data + at + 2, data + at + 2 + length);
        const auto port = (control & 1U) != 0 ? media::StreamPort::Rtcp : media::StreamPort::Rtp;
        stream.received(port, bytes, from, now);
        for (unsigned i = 0; i < (control >> 1U) % 8; ++i) {
            now += core::Milliseconds(20);
            stream.tick(now);
        }
        at += 2 + length;
    }
    stream.stop(now);
    return 0;
}
