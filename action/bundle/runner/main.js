"use strict";var __create=Object.create;var __defProp=Object.defineProperty;var __getOwnPropDesc=Object.getOwnPropertyDescriptor;var __getOwnPropNames=Object.getOwnPropertyNames;var __getProtoOf=Object.getPrototypeOf,__hasOwnProp=Object.prototype.hasOwnProperty;var __copyProps=(to,from,except,desc)=>{if(from&&typeof from=="object"||typeof from=="function")for(let key of __getOwnPropNames(from))!__hasOwnProp.call(to,key)&&
key!==except&&__defProp(to,key,{get:()=>from[key],enumerable:!(desc=__getOwnPropDesc(from,key))||desc.enumerable});return to};var __toESM=(mod,isNodeMode,target)=>(target=mod!=null?__create(__getProtoOf(mod)):{},__copyProps(isNodeMode||!mod||!mod.__esModule?__defProp(target,"default",{
value:mod,enumerable:!0}):target,mod));var import_node_module5=require("node:module"),path4=__toESM(require("node:path"));function errorCode(error){return typeof error=="object"&&error!==null&&"code"in error?String(error.code):void 0}var import_node_crypto=require("node:crypto"),fs=__toESM(require("node:fs")),import_node_module=__toESM(require("node:module")),path=__toESM(require("node:path")),
v8=__toESM(require("node:v8")),vm=__toESM(require("node:vm"));var ownCache=import_node_module.default;function cacheCompiledCode(folder,installation,program){folder!==void 0&&(ownCache.enableCompileCache?ownCache.enableCompileCache(
path.join(folder,"compiled")):new CompiledCode(path.join(folder,"compiled",`${nameOf(installation)}.bin`),program).install())}function nameOf(installation){let key=[
installation,process.version,process.arch,v8.cachedDataVersionTag()];return(0,import_node_crypto.createHash)("sha256").update(JSON.stringify(key)).digest("hex").
slice(0,32)}var internals=import_node_module.default,WRAPPER_LENGTH=internals.wrap("").indexOf(`
`),MAX_SIZE=48*1024*1024,CompiledCode=class{constructor(file,program){this.program=program;this.#file=file,this.#known=readEntries(file)}program;#file;#known;#used=new Map;#changed=!1;install(){
let cached=this.#script.bind(this),compile=internals.prototype._compile;internals.prototype._compile=function(source,file){let script=cached(source,file);return script===
void 0?compile.call(this,source,file):script.runInThisContext().call(this.exports,this.exports,requireOf(this),this,file,path.dirname(file))},process.once("exit",
()=>this.#write())}#script(source,file){if(file.startsWith(this.program)&&!file.includes("node_modules")||source.includes("import("))return;let text=source.replace(
/^#!.*/,""),hash=(0,import_node_crypto.createHash)("md5").update(text).digest("base64"),entry=this.#known.get(file),cachedData=entry?.hash===hash?entry.data:void 0,
script;try{script=new vm.Script(internals.wrap(text),{filename:file,columnOffset:-WRAPPER_LENGTH,cachedData,importModuleDynamically:vm.constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER})}catch(error){
if(error instanceof SyntaxError)return;throw error}return this.#used.set(file,{hash,script}),(cachedData===void 0||script.cachedDataRejected)&&(this.#changed=!0),
script}#write(){if(!this.#changed||process.exitCode)return;let entries=new Map,total=0;for(let[file,{hash,script}]of this.#used){let data=script.cachedDataRejected===
!1?this.#known.get(file)?.data:script.createCachedData();entries.set(file,{hash,data}),total+=data.length}for(let[file,entry]of this.#known)entries.has(file)||total+
entry.data.length>MAX_SIZE||(entries.set(file,entry),total+=entry.data.length);let names=[...entries].map(([file,{hash,data}])=>[file,hash,data.length]),parts=[
...entries.values()].map(({data})=>data),head=Buffer.from(JSON.stringify(names)),size=Buffer.alloc(4);size.writeUInt32LE(head.length);try{fs.mkdirSync(path.dirname(
this.#file),{recursive:!0,mode:448});let partial=`${this.#file}.${process.pid}`;fs.writeFileSync(partial,Buffer.concat([size,head,...parts]),{mode:384}),fs.renameSync(
partial,this.#file)}catch(error){if(!errorCode(error))throw error}}};function readEntries(file){let entries=new Map;try{let bytes=fs.readFileSync(file),headLength=bytes.
readUInt32LE(0),names=JSON.parse(bytes.toString("utf8",4,4+headLength)),at=4+headLength;for(let[name,hash,length]of names)entries.set(name,{hash,data:bytes.subarray(
at,at+length)}),at+=length;at!==bytes.length&&entries.clear()}catch{entries.clear()}return entries}var mainModule=require.main;function requireOf(module2){let require2=(request=>module2.
require(request)),resolve2=(request,options)=>internals._resolveFilename(request,module2,!1,options);return require2.resolve=Object.assign(resolve2,{paths:request=>internals.
_resolveLookupPaths(request,module2)}),require2.main=mainModule,require2.extensions=internals._extensions,require2.cache=internals._cache,require2}var import_node_module2=__toESM(require("node:module")),SELDOM_USED=new Set(["@npmcli/arborist","normalize-package-data","typescript","./automation","execa"]),loader=import_node_module2.default;
function leaveUnusedModules(){let load=loader._load;loader._load=(request,parent,isMain)=>SELDOM_USED.has(request)&&isSdkFile(parent?.filename)?loadedOnUse(()=>load(
request,parent,!1)):load(request,parent,isMain)}function isSdkFile(file){return file?.replaceAll("\\","/").includes("/node_modules/@pulumi/pulumi/")??!1}function loadedOnUse(load){
let loaded,exports2=()=>(loaded??=load(),loaded);return new Proxy(Object.create(null),{get:(_,key)=>key==="__esModule"?!0:Reflect.get(exports2(),key),has:(_,key)=>Reflect.
has(exports2(),key),set:(_,key,value)=>Reflect.set(exports2(),key,value),ownKeys:()=>Reflect.ownKeys(exports2()),getOwnPropertyDescriptor:(_,key)=>{let descriptor=Reflect.
getOwnPropertyDescriptor(exports2(),key);return descriptor&&{...descriptor,configurable:!0}}})}function patchSdk(settings){let encrypted=new Set(settings.encryptedKeys),patched=new WeakSet,load=loader._load;loader._load=(request,parent,isMain)=>{if(!isSdkFile(
parent?.filename))return load(request,parent,isMain);if(request==="source-map-support/register")return{};if(request==="./tracing")return untraced;if(request.endsWith(
"/closure/v8Hooks")&&parent?.filename.includes("run"))return connectedLater;let exports2=load(request,parent,isMain);if(typeof exports2!="object"||exports2===null||
patched.has(exports2))return exports2;let members=exports2;return request.endsWith("/debuggable")&&typeof members.debuggablePromise=="function"?(patched.add(exports2),
process.env.PULUMI_DEBUG_PROMISE_LEAKS||trackWithoutStacks(members,()=>load(request.replace(/debuggable$/,"state"),parent,!1))):/(^|\/)log$/.test(request)&&typeof members.
debug=="function"?(patched.add(exports2),settings.debug||(members.debug=()=>Promise.resolve())):request==="./config"&&encrypted.size>0&&typeof members.Config=="\
function"&&(patched.add(exports2),readEncryptedAsUnknown(members.Config,encrypted,()=>load("./output",parent,!1))),exports2}}var span={end:()=>{},setAttribute:()=>{},
addEvent:()=>{}},untraced={start:()=>{},stop:()=>{},newSpan:()=>span},connectedLater={isInitializedAsync:()=>Promise.resolve()};function trackWithoutStacks(debuggable,loadState){
let track=debuggable.debuggablePromise,state;debuggable.debuggablePromise=(promise,context)=>{if(state===void 0)return state=loadState(),track.call(debuggable,promise,
context);let{leakCandidates}=state.getStore();return leakCandidates.add(promise),promise.then(value=>(leakCandidates.delete(promise),value)).catch(error=>{throw leakCandidates.
delete(promise),typeof error=="object"&&error!==null&&Object.assign(error,{promise}),error})}}function readEncryptedAsUnknown(config,encrypted,loadOutput){for(let verb of[
"get","require"])for(let type of["","Boolean","Number","Object"]){let replace=(name,answer)=>{let original=config.prototype[name];config.prototype[name]=function(...args){
let key=this.fullKey(String(args[0]));return encrypted.has(key)?answer(key):original.apply(this,args)}};replace(`${verb}Secret${type}`,()=>unknownSecret(loadOutput())),
type!==""&&replace(verb+type,key=>refuse(`Configuration '${key}' ${ENCRYPTED}${verb}Secret${type}.`))}}var ENCRYPTED="is encrypted, and nothing is decrypted off\
line: it stays unknown where the program reads it with ";function refuse(message){throw new Error(message)}function unknownSecret(outputModule){let{Output,unknown}=outputModule,
none=new Set;return new Output(none,Promise.resolve(unknown),Promise.resolve(!1),Promise.resolve(!0),Promise.resolve(none))}var import_node_module3=require("node:module"),path2=__toESM(require("node:path"));function mapUserFrames(sdk2,maps){let load=(0,import_node_module3.createRequire)(
path2.join(sdk2,"index.js")),support,known=new Map,describe=frame=>{let file=frame.getFileName();if(!file||file.startsWith("node:")||file.includes("node_modules"))
return String(frame);let key=`${file}:${frame.getLineNumber()}:${frame.getColumnNumber()}:${frame.getFunctionName()}`,text=known.get(key);return text===void 0&&
(support??=loadSupport(load,maps),text=inParentheses(support.wrapCallSite(frame).toString()),known.set(key,text)),text},prepare=(error,frames)=>{let head;try{head=
String(error)}catch(failure){head=`<error: ${failure instanceof Error?failure.name:"unprintable"}>`}return[head,...frames.filter(isProgram).map(describe)].join(
`
    at `)};Error.prepareStackTrace=prepare}function isProgram(frame){return!frame.getFileName()?.startsWith(__dirname)}function loadSupport(load,maps){let support=load(
"source-map-support"),prepare=Error.prepareStackTrace;return support.install({handleUncaughtExceptions:!1,environment:"node",retrieveSourceMap:source=>{let map=maps?.(
source);return map===void 0?null:{url:source,map}}}),Error.prepareStackTrace=prepare,support}function inParentheses(frame){let plain=frame.replace("file://","");
return/\(.*:\d+:\d+\)$/.test(plain)?plain:plain.replace(/^(async )?(.*:\d+:\d+)$/,"$1<anonymous> ($2)")}var import_node_crypto2=require("node:crypto"),fs2=__toESM(require("node:fs")),import_node_module4=__toESM(require("node:module")),path3=__toESM(require("node:path"));var FORMAT=1;function loadTypeScript(settings){let compiler=findCompiler(settings.folder,settings.sdk),options=configText(path3.resolve(settings.folder,settings.
tsconfig)),maps=new Map,compile=(module2,file)=>{let source=fs2.readFileSync(file,"utf8").replace(/^\uFEFF/,""),key=(0,import_node_crypto2.createHash)("sha256").
update(JSON.stringify([FORMAT,compiler,options,file,source])).digest("hex"),cached=settings.cacheFolder&&path3.join(settings.cacheFolder,"transpiled",`${key}.js\
on`),result=cached?readCached(cached):void 0;result===void 0&&(result=transpile(compiler.file,settings,file,source),cached&&writeCached(cached,result)),maps.set(
file,result.map),module2._compile(result.code,file)},extensions=import_node_module4.default._extensions;for(let extension of[".ts",".tsx",".cts"]){let fallback=extensions["\
.js"];extensions[extension]=(module2,file)=>/[\\/]node_modules[\\/]/.test(file)?fallback(module2,file):compile(module2,file)}return file=>maps.get(file)}function findCompiler(folder,sdk2){
try{let load=(0,import_node_module4.createRequire)(path3.join(folder,"index.js"));return{file:load.resolve("typescript"),version:load("typescript/package.json").
version}}catch(error){if(errorCode(error)!=="MODULE_NOT_FOUND")throw error;return{file:path3.join(sdk2,"vendor","typescript@3.8.3","typescript.js"),version:"3.8\
.3"}}}function configText(file){let texts=[],next=file;for(;next!==void 0&&fs2.existsSync(next)&&texts.length<16;){let text=fs2.readFileSync(next,"utf8");texts.
push(text);let parent=/"extends"\s*:\s*"([^"]+)"/.exec(text)?.[1];next=parent===void 0?void 0:resolveExtended(parent,next)}return texts}function resolveExtended(parent,from){
if(parent.startsWith(".")||path3.isAbsolute(parent)){let file=path3.resolve(path3.dirname(from),parent);return file.endsWith(".json")?file:`${file}.json`}try{return(0,import_node_module4.createRequire)(
from).resolve(parent)}catch(error){if(errorCode(error))return;throw error}}function transpile(compilerFile,settings,file,source){let ts=(0,import_node_module4.createRequire)(
compilerFile)(compilerFile),output=ts.transpileModule(source,{fileName:file,reportDiagnostics:!0,compilerOptions:runOptions(ts,path3.resolve(settings.folder,settings.
tsconfig))}),errors=(output.diagnostics??[]).filter(d=>d.category===ts.DiagnosticCategory.Error&&d.file);if(errors.length>0)throw syntaxError(ts,errors,settings.
folder);return{code:output.outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/,`
`),map:output.sourceMapText??""}}function runOptions(ts,tsconfig){let given=fs2.existsSync(tsconfig)?ts.parseJsonConfigFileContent({...ts.readConfigFile(tsconfig,
ts.sys.readFile).config,files:[],include:[]},ts.sys,path3.dirname(tsconfig),void 0,tsconfig).options:{};return{target:ts.ScriptTarget.ES2020,esModuleInterop:given.
module===void 0||given.module>ts.ModuleKind.ESNext,...given,module:ts.ModuleKind.CommonJS,moduleResolution:void 0,verbatimModuleSyntax:!1,sourceMap:!0,inlineSourceMap:!1,
inlineSources:!1,sourceRoot:void 0,mapRoot:void 0,declaration:!1,composite:!1,incremental:!1,noEmit:!1,outDir:void 0}}function syntaxError(ts,errors,folder){let text=ts.
formatDiagnostics(errors,{getCanonicalFileName:name=>name,getCurrentDirectory:()=>folder,getNewLine:()=>`
`}),error=new Error(`Unable to compile TypeScript:
${text.trimEnd()}`);return error.name="TSError",error}function readCached(file){try{return JSON.parse(fs2.readFileSync(file,"utf8"))}catch{return}}function writeCached(file,result){
try{fs2.mkdirSync(path3.dirname(file),{recursive:!0,mode:448});let partial=`${file}.${process.pid}`;fs2.writeFileSync(partial,JSON.stringify(result),{mode:384}),
fs2.renameSync(partial,file)}catch(error){if(!errorCode(error))throw error}}var workingDirectory=process.env.LEASEHOLD_PROGRAM_FOLDER??process.cwd(),cacheFolder=process.env.LEASEHOLD_PROGRAM_CACHE||void 0;delete process.env.LEASEHOLD_PROGRAM_FOLDER;
delete process.env.LEASEHOLD_PROGRAM_CACHE;var sdk=findSdk(workingDirectory);cacheCompiledCode(cacheFolder,sdk??workingDirectory,workingDirectory);leaveUnusedModules();
sdk!==void 0&&warmUp(sdk);process.once("message",message=>{process.channel?.unref(),run(message)});process.on("disconnect",()=>process.exit(1));function run(message){
sdk===void 0&&(process.stderr.write(`The program's folder ${message.workingDirectory} has no @pulumi/pulumi: run npm install (or your package manager) there fir\
st.
`),process.exit(1)),process.env.PULUMI_CONFIG=JSON.stringify(message.config),process.env.PULUMI_CONFIG_SECRET_KEYS=JSON.stringify(message.secretKeys),process.env.
PULUMI_NODEJS_TYPESCRIPT="false",process.chdir(message.workingDirectory),patchSdk({encryptedKeys:message.encryptedKeys,debug:message.debug});let maps=message.typescript?
loadTypeScript({folder:message.workingDirectory,tsconfig:message.tsconfig,sdk,cacheFolder:message.cacheFolder}):void 0;mapUserFrames(sdk,maps);let argv=[`--moni\
tor=${message.address}`,`--engine=${message.address}`,`--project=${message.project}`,`--stack=${message.stack}`,`--organization=${message.organization}`,`--root\
-directory=${message.root}`,`--pwd=${message.workingDirectory}`,"--dry-run=true","--parallel=16",message.entry],runner=path4.join(sdk,"cmd","run","index.js");process.
argv=[process.argv[0],runner,...argv],(0,import_node_module5.createRequire)(runner)(runner)}function findSdk(from){try{return path4.dirname((0,import_node_module5.createRequire)(
path4.join(from,"index.js")).resolve("@pulumi/pulumi/package.json"))}catch(error){if(errorCode(error)==="MODULE_NOT_FOUND")return;throw error}}function warmUp(folder){
let load=(0,import_node_module5.createRequire)(path4.join(folder,"index.js"));load("@grpc/grpc-js"),load("./proto/engine_grpc_pb.js"),load("./proto/resource_grp\
c_pb.js")}
