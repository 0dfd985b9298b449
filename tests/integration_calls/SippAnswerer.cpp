// SPDX-License-Identifier: GPL-3.0-or-later
#include "SippAnswerer.h"

#include <QTest>
#include <cmath>
#include <fstream>
#include <numbers>

#include "media/codecs/G711.h"

namespace sidetone::test {
namespace {

/// Everything of the INVITE that its responses repeat: PRACK comes in between, and sipp knows the
/// last message alone.
constexpr const char* start = R"(<?xml version="1.0" encoding="UTF-8"?>
<scenario name="service">
<recv request="INVITE"><action>
<ereg regexp="(Record-Route: .*)Max-Forwards" search_in="msg" assign_to="all,head"/>
<ereg regexp=".*" search_in="hdr" header="From:" assign_to="from"/>
<ereg regexp=".*" search_in="hdr" header="To:" assign_to="to"/>
<ereg regexp=".*" search_in="hdr" header="CSeq:" assign_to="cseq"/>
</action></recv>
<Reference variables="all"/>
)";

std::string phrase(int status) {
    switch (status) {
        case 180:
            return "Ringing";
        case 183:
            return "Session Progress";
        case 200:
            return "OK";
        case 486:
            return "Busy Here";
        default:
            return "Temporarily Unavailable";
    }
}

/// A response to the INVITE.
std::string response(int status, bool described, const std::string& more = {},
                     const std::string& attributes = {}) {
    std::string text = "<send" + attributes + "><![CDATA[\n\nSIP/2.0 " + std::to_string(status) +
                       " " + phrase(status) +
                       "\n[$head]From:[$from]\nTo:[$to];tag=service[call_number]\n"
                       "Call-ID: [call_id]\nCSeq:[$cseq]\n"
                       "Contact: <sip:[local_ip]:[local_port]>\n" +
                       more;
    if (!described) return text + "Content-Length: 0\n\n]]></send>\n";
    return text +
           "Content-Type: application/sdp\nContent-Length: [len]\n\nv=0\n"
           "o=service 1 1 IN IP4 [local_ip]\ns=-\nc=IN IP4 [media_ip]\nt=0 0\n"
           "m=audio [auto_media_port] RTP/AVP 8\na=rtpmap:8 PCMA/8000\n\n]]></send>\n";
}

/// To the request that came last.
constexpr const char* done = R"(<send><![CDATA[

SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>
)";

constexpr const char* reliable = "Require: 100rel\nRSeq: 4711\n";

}  // namespace

SippAnswerer::SippAnswerer(int port, double tone) : port_(port) {
    // A second of a whole number of waves joins to itself.
    constexpr int rate = 8000;
    std::ofstream file(folder_.filePath(QStringLiteral("tone.pcma")).toStdString(),
                       std::ios::binary);
    for (int i = 0; i < rate; ++i) {
        const double sample = 8000 * std::sin(2 * std::numbers::pi * tone * i / rate);
        file.put(static_cast<char>(media::encodeALaw(static_cast<std::int16_t>(sample))));
    }
}

SippAnswerer::~SippAnswerer() {
    if (process_.state() == QProcess::NotRunning) return;
    process_.kill();
    process_.waitForFinished(2000);
}

std::string SippAnswerer::scenario(const std::vector<Step>& steps) const {
    std::string text = start;
    for (const auto& [kind, value] : steps) {
        switch (kind) {
            case Step::Kind::Progress:
                text += response(value, false);
                break;
            case Step::Kind::Description:
                text += response(value, true);
                break;
            case Step::Kind::ReliableDescription:
                text += response(value, true, reliable, " retrans=\"500\"");
                text += std::string("<recv request=\"PRACK\"/>\n") + done;
                break;
            case Step::Kind::Play:
                text += "<nop><action><exec rtp_stream=\"" +
                        folder_.filePath(QStringLiteral("tone.pcma")).toStdString() +
                        ",-1,8\"/></action></nop>\n";
                break;
            case Step::Kind::Pause:
                text += "<pause milliseconds=\"" + std::to_string(value) + "\"/>\n";
                break;
            case Step::Kind::Answer:
            case Step::Kind::BareAnswer:
                text += response(200, kind == Step::Kind::Answer, {}, " retrans=\"500\"");
                text += std::string("<recv request=\"ACK\"/>\n<recv request=\"BYE\"/>\n") + done;
                break;
            case Step::Kind::Refuse:
                text += response(value, false, {}, " retrans=\"500\"");
                text += "<recv request=\"ACK\"/>\n";
                break;
        }
    }
    return text + "</scenario>\n";
}

bool SippAnswerer::begin(const std::vector<Step>& steps) {
    const auto file = folder_.filePath(QStringLiteral("scenario.xml"));
    std::ofstream(file.toStdString()) << scenario(steps);
    process_.setWorkingDirectory(folder_.path());
    process_.setStandardOutputFile(QProcess::nullDevice());
    process_.setStandardErrorFile(folder_.filePath(QStringLiteral("said")));
    process_.start(QStringLiteral("sipp"),
                   {QStringLiteral("-sf"), file, QStringLiteral("-i"), QStringLiteral("127.0.0.1"),
                    QStringLiteral("-mi"), QStringLiteral("127.0.0.1"), QStringLiteral("-p"),
                    QString::number(port_), QStringLiteral("-mp"), QString::number(port_ + 10),
                    QStringLiteral("-m"), QStringLiteral("1"), QStringLiteral("-nostdin"),
                    QStringLiteral("-trace_err")});
    return process_.waitForStarted(10'000);
}

bool SippAnswerer::finished() {
    const bool ended =
        QTest::qWaitFor([this] { return process_.state() == QProcess::NotRunning; }, 20'000);
    if (ended && process_.exitCode() == 0) return true;
    const auto said = folder_.filePath(QStringLiteral("said")).toStdString();
    std::ifstream file(said);
    std::string text(std::istreambuf_iterator<char>(file), {});
    qWarning("sipp: %d %s", ended ? process_.exitCode() : -1, text.c_str());
    return false;
}

}  // namespace sidetone::test
