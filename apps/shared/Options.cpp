// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/Options.h"

#include <QFile>
#include <QStandardPaths>

namespace sidetone::apps {

using namespace Qt::StringLiterals;

namespace {

std::string valueOr(const QCommandLineParser& parser, const QString& option, const char* variable) {
    if (parser.isSet(option)) return parser.value(option).toStdString();
    return qEnvironmentVariable(variable).toStdString();
}

}  // namespace

void addSharedOptions(QCommandLineParser& parser) {
    parser.addOptions({
        {u"profile"_s, u"Folder for history, caches and settings."_s, u"FOLDER"_s},
        {u"nameserver"_s, u"Name server to ask instead of the system's; may be given again."_s,
         u"HOST[:PORT]"_s},
        {u"ca"_s, u"Further certificate authorities to trust (PEM)."_s, u"FILE"_s},
        {u"password-file"_s, u"File whose first line is the password; - is standard input."_s,
         u"FILE"_s},
        {u"audio-in"_s, u"WAV file in place of the microphone."_s, u"FILE"_s},
        {u"audio-out"_s, u"WAV file in place of the loudspeaker."_s, u"FILE"_s},
        {u"video-in"_s,
         u"Y4M file in place of the camera; test is a moving pattern, camera the camera."_s,
         u"FILE"_s},
        {u"video-out"_s, u"Y4M file in place of the window."_s, u"FILE"_s},
        {u"no-browser"_s, u"Open no browser for a single sign-on; say where to go."_s},
        {u"verbose"_s, u"Write the log to standard error."_s},
    });
}

client::PlatformOptions platformOptions(const QCommandLineParser& parser) {
    client::PlatformOptions options;
    options.profileFolder = valueOr(parser, u"profile"_s, "SIDETONE_PROFILE");
    if (options.profileFolder.empty()) {
        const auto base = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
        options.profileFolder = (base + u"/sidetone"_s).toStdString();
    }
    auto servers = parser.values(u"nameserver"_s);
    if (servers.isEmpty()) {
        servers = qEnvironmentVariable("SIDETONE_NAMESERVER").split(u',', Qt::SkipEmptyParts);
    }
    for (const auto& server : servers) options.nameServers.push_back(server.toStdString());
    options.caFile = valueOr(parser, u"ca"_s, "SIDETONE_CA_FILE");
    if (const auto folder = qEnvironmentVariable("SIDETONE_CONFIGURATION"); !folder.isEmpty()) {
        options.configurationFolder = folder.toStdString();
    }
    options.keepsSecretsInMemory = qEnvironmentVariable("SIDETONE_KEY_STORE") == u"memory"_s;
    options.opensBrowser = !parser.isSet(u"no-browser"_s);
    options.audioIn = parser.value(u"audio-in"_s).toStdString();
    options.audioOut = parser.value(u"audio-out"_s).toStdString();
    options.videoIn = valueOr(parser, u"video-in"_s, "SIDETONE_VIDEO_IN");
    options.videoOut = parser.value(u"video-out"_s).toStdString();
    options.logToStandardError = parser.isSet(u"verbose"_s);
    return options;
}

core::Result<core::Secret> passwordFrom(const QCommandLineParser& parser) {
    const auto name =
        QString::fromStdString(valueOr(parser, u"password-file"_s, "SIDETONE_PASSWORD_FILE"));
    if (name.isEmpty()) {
        return core::fail(core::ErrorCode::NotFound, "No password was given", {},
                          "Name a file that holds it: --password-file FILE.");
    }
    QFile file(name);
    const bool opened =
        name == u"-"_s ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!opened) {
        return core::fail(core::ErrorCode::InvalidInput,
                          "Reading the password file " + name.toStdString(),
                          file.errorString().toStdString());
    }
    auto line = file.readLine();
    while (line.endsWith('\n') || line.endsWith('\r')) line.chop(1);
    return core::Secret(line.toStdString());
}

}  // namespace sidetone::apps
